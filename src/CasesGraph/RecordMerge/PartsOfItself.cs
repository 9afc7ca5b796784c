using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.RecordMerge;

/// <summary>Where objects are parts of others of their kind, what goes on after a merge is no part of itself.</summary>
/// <param name="members">All that take part, by their keys.</param>
internal sealed class PartsOfItself<TEntity>(IReadOnlyDictionary<long, TEntity> members, TEntity primary, CasesDb db)
    where TEntity : class, IMergeable
{
    private static readonly EntityModel Model = EntityModel.Of<TEntity>();

    /// <summary>A part of one that goes becomes a part of what that is a part of; a longer circle is a mistake.</summary>
    /// <param name="values">Those that the one that goes on gets.</param>
    public async Task SettleAsync(Dictionary<ValueField, object?> values, InputChecks checks, CancellationToken token)
    {
        var fields = AuditedFields
            .Of(Model)
            .OfType<ReferenceField>()
            .Where(field =>
                field.Target == typeof(TEntity) && field.Property.Name is not nameof(IMergeable.MergedIntoId)
            );
        foreach (var field in fields)
        {
            var of = Outside(field, (long?)values.GetValueOrDefault(field, field.Property.GetValue(primary)));
            if (!Equals(of, field.Property.GetValue(primary)) || values.ContainsKey(field))
                values[field] = of;
            if (await LeadsBackAsync(field, of, token))
                checks.Add(
                    InputChecks.Path("primaryId"),
                    ValidationCode.Conflict,
                    $"The {Model.Noun} would be a part of itself."
                );
        }
    }

    private long? Outside(ReferenceField field, long? of)
    {
        var seen = new HashSet<long>();
        while (of is { } key && members.TryGetValue(key, out var member))
            of = seen.Add(key) ? (long?)field.Property.GetValue(member) : null;
        return of;
    }

    private async Task<bool> LeadsBackAsync(ReferenceField field, long? of, CancellationToken token)
    {
        var seen = new HashSet<long>();
        while (of is { } key && seen.Add(key))
        {
            if (members.ContainsKey(key))
                return true;
            of = await db.Set<TEntity>()
                .Where(one => EF.Property<long>(one, Model.Key!.Name) == key)
                .Select(one => EF.Property<long?>(one, field.Property.Name))
                .FirstOrDefaultAsync(token);
        }
        return false;
    }
}
