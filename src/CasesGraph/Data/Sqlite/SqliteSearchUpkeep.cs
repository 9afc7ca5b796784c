using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Makes the full-text indexes anew that are not as the entities declare them, after the migrations: an entity's property
/// becomes searchable by its attribute alone.
/// </summary>
internal static class SqliteSearchUpkeep
{
    public static async Task<bool> IsCurrentAsync(CasesDb db, CancellationToken token) =>
        (await OutdatedAsync(db, token)).Count == 0;

    public static async Task RunAsync(CasesDb db, CancellationToken token)
    {
        foreach (var index in await OutdatedAsync(db, token))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            foreach (var statement in SqliteSearch.Remake(index))
                await SearchUpkeep.ExecuteAsync(db, statement, token);
            await transaction.CommitAsync(token);
        }
    }

    private static async Task<IReadOnlyList<SearchIndex>> OutdatedAsync(CasesDb db, CancellationToken token)
    {
        var there = await SearchUpkeep.TextsAsync(db, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", token);
        return
        [
            .. SearchIndex.All.Where(index =>
                !there.Contains(SqliteSearch.CreateTable(index))
                || !SqliteSearch.Triggers(index).Values.All(there.Contains)
            ),
        ];
    }
}
