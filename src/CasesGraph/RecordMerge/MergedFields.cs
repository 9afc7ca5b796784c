using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

/// <summary>What the objects of a merge hold before it.</summary>
internal static class MergedFields
{
    public static async Task<IReadOnlyList<MergedField<TEntity>>> OfAsync<TEntity>(
        CheckedMerge<TEntity> merge,
        Call call,
        CancellationToken token
    )
        where TEntity : class
    {
        var differing = EntityModel
            .Of<TEntity>()
            .EditableFields(EditableIn.Update)
            .Where(field => merge.Members.Select(one => field.Property.GetValue(one.Row)).Distinct().Skip(1).Any())
            .ToList();
        await call.Linked.LoadAsync(
            from field in differing.OfType<ReferenceField>()
            from one in merge.Members
            let key = field.Property.GetValue(one.Row) as long?
            where key is not null
            select (field.Target, key.Value),
            token
        );
        return differing.ConvertAll(field => new MergedField<TEntity>(
            field.Name,
            field.Label,
            [.. merge.Members.Select(one => Value(field, one))],
            new(merge.Choices.GetValueOrDefault(field, merge.Primary))
        ));

        MergedValue<TEntity> Value(ValueField field, (long Key, TEntity Row) one)
        {
            var held = field.Property.GetValue(one.Row);
            if (!call.Caller.Access.Shows(field))
                return new(new(one.Key), Value: null, Text: null);
            if (
                field is ReferenceField { Target: var to }
                && held is long key
                && call.Linked.Find(to, key) is { Seen: false }
            )
                return new(new(one.Key), Value: null, Text: null);
            var (value, text) = AuditedFields.Written(field, held, call.Linked);
            return new(new(one.Key), value, text ?? value);
        }
    }
}
