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
    /// <returns>How many records those are.</returns>
    public static async Task<int> AssertAsync(CasesDb db)
    {
        var log = await db
            .EntityChanges.AsNoTracking()
            .Include(change => change.Fields)
            .OrderBy(change => change.Id)
            .ToListAsync();
        var count = 0;
        foreach (var entity in Entities)
        {
            var rows = await (Task<List<object>>)Typed.MakeGenericMethod(entity.Type).Invoke(null, [db])!;
            var changes = log.Where(change => change.Type == EntityModel.LoggedAs(entity.Type))
                .ToLookup(change => change.RecordId);
            foreach (var row in rows)
            {
                var key = (long)entity.Key!.GetValue(row)!;
                if (changes[key].FirstOrDefault()?.Kind is not ChangeKind.Created)
                    continue;
                AssertRebuilds(entity, row, [.. changes[key]]);
                count++;
            }
        }
        return count;
    }

    private static void AssertRebuilds(EntityModel entity, object row, List<EntityChange> changes)
    {
        var name = $"{entity.Name} {entity.Key!.GetValue(row)}";
        var replayed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in changes.SelectMany(change => change.Fields.OrderBy(field => field.Id)))
        {
            Assert.True(
                string.Equals(replayed.GetValueOrDefault(field.Field), field.Before, StringComparison.Ordinal),
                $"{name}: {field.Field} was not {field.Before}"
            );
            replayed[field.Field] = field.After;
        }
        foreach (var field in entity.ValueFields.Where(field => field.Declared.Audited))
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

    private static async Task<List<object>> RowsOfAsync<TEntity>(CasesDb db)
        where TEntity : class => [.. await db.Set<TEntity>().AsNoTracking().ToListAsync()];
}
