using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// Makes the full-text indexes anew that are not as the entities declare them, after the migrations: an entity's property
/// becomes searchable by its attribute alone. Told by what their triggers do; a column that only changes its part, and not
/// its place, needs a migration.
/// </summary>
internal static class PostgresSearchUpkeep
{
    public static async Task RunAsync(CasesDb db, CancellationToken token)
    {
        var there = await SearchUpkeep.TextsAsync(
            db,
            "SELECT btrim(prosrc, E' \\n') FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
            token
        );
        foreach (var index in SearchIndex.All.Where(index => !there.Contains(PostgresSearch.KeepBody(index))))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            foreach (var statement in PostgresSearch.Remake(index))
                await SearchUpkeep.ExecuteAsync(db, statement, token);
            await transaction.CommitAsync(token);
        }
    }
}
