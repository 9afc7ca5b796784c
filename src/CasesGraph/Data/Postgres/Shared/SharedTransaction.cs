using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres.Shared;

/// <summary>
/// One transaction of several works. They run in step: what one of them asks for waits until all have asked, and then
/// goes in one trip, as one statement where they ask for the same. The trips, and what a statement costs before its first
/// row, are most of what a small write takes.
/// </summary>
internal sealed class SharedTransaction(NpgsqlConnection connection, IModel model)
{
    private readonly SharedStatements statements = new(connection);
    private readonly SharedRows rows = new(connection, model);

    /// <summary>Makes it the context of one of the works: EF Core itself reaches no database there.</summary>
    public PostgresDb Lend(PostgresDb db)
    {
        db.Share(statements, rows);
        return db;
    }

    /// <summary>
    /// Brings works that have begun to their ends. What they are told lets them go on within this call, so nothing runs
    /// side by side; and they wait for nothing but what they asked for here.
    /// </summary>
    public async Task RunAsync(IReadOnlyList<Task> works, CancellationToken token)
    {
        while (statements.IsAsked || rows.IsAsked)
        {
            // Who reads first may then add together with the others.
            if (statements.IsAsked)
                await statements.AnswerAsync(token);
            else
                await rows.AnswerAsync(token);
        }
        if (works.Any(work => !work.IsCompleted))
            throw new InvalidOperationException("A work that shares a transaction waits for something else.");
        await Task.WhenAll(works);
    }
}
