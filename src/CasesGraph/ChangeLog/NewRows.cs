using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// New records of one kind that come together and lead to nothing else that is new: they are written many by one statement,
/// past EF Core's tracking, which then knows them as if it had written them.
/// </summary>
internal static class NewRows
{
    /// <summary>Fewer are written with all else.</summary>
    private const int Least = 4;

    /// <summary>Writes them, once all that they are to have is in them.</summary>
    public static async Task WriteAsync(
        IReadOnlyList<EntityEntry<IVersioned>> entries,
        CasesDb db,
        CancellationToken token
    )
    {
        var kinds = entries
            .Where(entry => entry.State is EntityState.Added)
            .GroupBy(entry => entry.Metadata)
            .Where(kind => kind.Count() >= Least)
            .ToList();
        if (kinds.Count == 0)
            return;
        // A reference to what has no key yet is an object's, and is settled by EF Core.
        var waiting = db
            .ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added)
            .SelectMany(entry =>
                entry
                    .Metadata.GetForeignKeys()
                    .Where(key => key.Properties.Any(property => entry.Property(property).IsTemporary))
                    .SelectMany(key => new[] { key.DeclaringEntityType, key.PrincipalEntityType })
            )
            .ToHashSet();
        foreach (var kind in kinds.Where(kind => !waiting.Contains(kind.Key)))
        {
            List<IVersioned> rows = [.. kind.Select(entry => entry.Entity)];
            foreach (var entry in kind)
                entry.State = EntityState.Detached;
            await db.DirectRows!.AddKeyedAsync(rows, token);
            db.AttachRange(rows);
        }
    }
}
