using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>Reads what is selected of records.</summary>
internal sealed class RecordReader(RequestReading request)
{
    public RecordSelection Read(RecordModel record, MergedSelection selection)
    {
        var fields = request.Fields.Collect(request.ObjectType(record.Name), selection);
        return new RecordSelection([.. fields.Select(field => Member(field, record))]);
    }

    /// <summary>Entities by their keys, with values of their own.</summary>
    public EntityRead Entity(EntityModel entity, MergedSelection selection)
    {
        var read = SelectionReader.Entity(request, entity, selection);
        var values = read.Values(request);
        var (plan, writer) = request.Plans.ByKeys(read.Selection, read.Shape, values);
        request.Statements += plan.StatementCount;
        return new EntityRead(plan, writer, values);
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
            { Entity: { } entity } => new SelectedEntity(field.Key, member, Entity(entity, field.Selection)),
            { IsNode: true } => new SelectedAnyOf(
                field.Key,
                member,
                member.AnyOf.ToDictionary(entity => entity.Type, entity => Entity(entity, field.Selection))
            ),
            { IsObject: true } => new SelectedRecord(
                field.Key,
                member,
                Read(RecordModel.Of(member.Item), field.Selection)
            ),
            _ => new SelectedValue(field.Key, member),
        };
    }

    private SelectedErrors Errors(CollectedField field, RecordModel record) =>
        new(
            field.Key,
            record.ErrorTypes.ToDictionary(type => type, type => Read(RecordModel.Of(type), field.Selection))
        );
}
