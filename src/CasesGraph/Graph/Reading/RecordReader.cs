using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

internal sealed class RecordReader(RequestReading request)
{
    /// <summary>Reads what is selected of a record.</summary>
    /// <param name="path">Response keys to it, with dots between.</param>
    /// <param name="count">How many records there can be.</param>
    /// <param name="items">How many items each list in them can have.</param>
    public RecordSelection Read(
        RecordModel record,
        MergedSelection selection,
        string path,
        double count = 1,
        double items = CostWeights.RowsWithoutPages
    )
    {
        var fields = request.Fields.Collect(request.ObjectType(record.Name), selection);
        return new RecordSelection([.. fields.Select(field => Member(field, record, path, count, items))]);
    }

    /// <summary>Entities by their keys, with values of their own.</summary>
    public EntityRead Entity(EntityModel entity, MergedSelection selection, string path, double count = 1)
    {
        var read = SelectionReader.Entity(request, entity, selection);
        var values = read.Values(request);
        request.Cost.Add(path, read.Price, count, values);
        return new EntityRead(request.Plans.ByKeys(read.Selection, read.Shape, values), values);
    }

    private SelectedMember Member(CollectedField field, RecordModel record, string path, double count, double items)
    {
        if (field.Name is "__typename")
            return new SelectedRecordName(field.Key, record.Name);
        var at = Price.Join(path, field.Key);
        if (field.Name is "errors" && record.ErrorTypes.Count > 0)
            return Errors(field, record, at, count);
        var member = record.Members.Single(m => string.Equals(m.Name, field.Name, StringComparison.Ordinal));
        var of = member.IsList ? count * items : count;
        return member switch
        {
            { AsId: true } => new SelectedValue(field.Key, member),
            { Entity: { } entity } => new SelectedEntity(field.Key, member, Entity(entity, field.Selection, at, of)),
            { IsNode: true } => new SelectedAnyOf(
                field.Key,
                member,
                member.AnyOf.ToDictionary(entity => entity.Type, entity => Entity(entity, field.Selection, at, of))
            ),
            { IsObject: true } => new SelectedRecord(
                field.Key,
                member,
                Read(RecordModel.Of(member.Item), field.Selection, at, of)
            ),
            _ => new SelectedValue(field.Key, member),
        };
    }

    private SelectedErrors Errors(CollectedField field, RecordModel record, string path, double count) =>
        new(
            field.Key,
            record.ErrorTypes.ToDictionary(
                type => type,
                type => Read(RecordModel.Of(type), field.Selection, path, count)
            )
        );
}
