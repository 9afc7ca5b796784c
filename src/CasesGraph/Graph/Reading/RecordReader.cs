using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what is selected of records.</summary>
internal sealed class RecordReader(RequestReading request, Execution execution)
{
    public RecordSelection Read(RecordModel record, IReadOnlyList<GraphQLSelectionSet> sets)
    {
        var fields = request.Fields.Collect(request.ObjectType(record.Name), sets);
        return new RecordSelection([.. fields.Select(field => Member(field, record))]);
    }

    /// <summary>Entities by their keys, with values of their own.</summary>
    public EntityRead Entity(EntityModel entity, IReadOnlyList<GraphQLSelectionSet> sets)
    {
        var reader = new SelectionReader(request, new RequestValues());
        var (plan, writer) = execution.Plans.ByKeys(reader.Entity(entity, sets));
        execution.Statements += plan.StatementCount;
        return new EntityRead(plan, writer, reader.Values);
    }

    private SelectedMember Member(CollectedField field, RecordModel record)
    {
        if (field.Name is "__typename")
            return new SelectedRecordName(field.Key, record.Name);
        if (field.Name is "errors" && record.ErrorTypes.Count > 0)
            return Errors(field, record);
        var member = record.Members.Single(m => string.Equals(m.Name, field.Name, StringComparison.Ordinal));
        return member switch
        {
            { AsId: true } => new SelectedValue(field.Key, member),
            { Entity: { } entity } => new SelectedEntity(field.Key, member, Entity(entity, field.SelectionSets)),
            { IsObject: true } => new SelectedRecord(
                field.Key,
                member,
                Read(RecordModel.Of(member.Item), field.SelectionSets)
            ),
            _ => new SelectedValue(field.Key, member),
        };
    }

    private SelectedErrors Errors(CollectedField field, RecordModel record) =>
        new(
            field.Key,
            record.ErrorTypes.ToDictionary(type => type, type => Read(RecordModel.Of(type), field.SelectionSets))
        );
}
