using System.Globalization;
using System.Reflection;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.ChangeLog.Records;

/// <summary>The log of all records but cases told again from its beginning: it must come to the records as they are.</summary>
internal static class EntityReplay
{
    private static readonly MethodInfo Typed = typeof(EntityReplay).GetMethod(
        nameof(RowsOfAsync),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    public static IEnumerable<EntityModel> Entities =>
        EntityModel.Logged.Values.Where(type => type != typeof(CasesGraph.Cases.Case)).Select(EntityModel.Of);

    /// <summary>Every audited field and version is what the changes made of it, of all that the log has from the beginning.</summary>
    /// <param name="after">A position: of the records that nothing was done to behind it, none is looked at.</param>
    /// <returns>How many records those are.</returns>
    public static async Task<int> AssertAsync(CasesDb db, long after = 0)
    {
        var all = db.EntityChanges.AsNoTracking();
        var log = await all.Where(change =>
                all.Any(later => later.Id > after && later.RecordId == change.RecordId && later.Type == change.Type)
            )
            .Include(change => change.Fields)
            .Include(change => change.ChangeSet)
            .OrderBy(change => change.Id)
            .ToListAsync();
        Assert.All(log, change => Assert.Equal(LogReplay.KeyOfActor(change.ChangeSet), change.ActorKey));
        var count = 0;
        foreach (var entity in Entities)
        {
            var changes = log.Where(change => change.Type == EntityModel.LoggedAs(entity.Type))
                .ToLookup(change => change.RecordId);
            var created = changes
                .Where(record => record.First().Kind is ChangeKind.Created)
                .Select(record => record.Key);
            var rows = await (Task<List<object>>)
                Typed.MakeGenericMethod(entity.Type).Invoke(null, [db, entity.Key!.Name, created.ToList()])!;
            foreach (var row in rows)
                AssertRebuilds(entity, row, [.. changes[(long)entity.Key!.GetValue(row)!]]);
            count += rows.Count;
        }
        return count;
    }

    private static void AssertRebuilds(EntityModel entity, object row, List<EntityChange> changes)
    {
        var name = $"{entity.Name} {entity.Key!.GetValue(row)}";
        var replayed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in changes.SelectMany(change => change.Fields.OrderBy(field => field.Id)))
        {
            // A row stands for one link of several.
            var of = entity.AuditedFields.Any(one => string.Equals(one.Name, field.Field, StringComparison.Ordinal))
                ? field.Field
                : $"{field.Field} {field.After ?? field.Before}";
            Assert.True(
                string.Equals(replayed.GetValueOrDefault(of), field.Before, StringComparison.Ordinal),
                $"{name}: {of} was not {field.Before}"
            );
            replayed[of] = field.After;
        }
        foreach (var field in entity.AuditedFields)
        {
            var (value, found) = (Written(field, row), replayed.GetValueOrDefault(field.Name));
            Assert.True(string.Equals(value, found, StringComparison.Ordinal), $"{name}: {field.Name} is not {found}");
        }
        Assert.Equal(Enumerable.Range(1, ((IVersioned)row).Version), changes.Select(change => change.Version));
    }

    private static string? Written(ValueField field, object row) =>
        (field, field.Property.GetValue(row)) switch
        {
            (_, null) => null,
            (ReferenceField reference, long key) => OpaqueId.Encode(reference.Target.Name, key),
            (_, bool flag) => flag ? "true" : "false",
            (_, Enum value) => Naming.UpperSnake(value.ToString()),
            (_, DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
            (_, var value) => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    private static async Task<List<object>> RowsOfAsync<TEntity>(CasesDb db, string key, List<long> keys)
        where TEntity : class =>
        [
            .. await db.Set<TEntity>()
                .AsNoTracking()
                .Where(row => keys.Contains(EF.Property<long>(row, key)))
                .ToListAsync(),
        ];
}
