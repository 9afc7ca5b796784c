using System.Globalization;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// In one write transaction, all rows by one statement. Where the transaction's positions begin, the first rows tell: to
/// ask before would be a trip to the server more. Until then a change's key counts from there.
/// </summary>
internal sealed class PostgresDirectRows(NpgsqlConnection connection) : DirectRows
{
    private long? origin;
    private long given;

    public override string PositionsOf(int count) =>
        $"{Place(Reserve(count))} - 1 + row_number() OVER (ORDER BY \"At\")";

    public override string FirstOf(int count) => Place(given - count);

    public override async Task AddAsync(NewRows rows, CancellationToken token)
    {
        if (rows is { Set: null, Changes: [], Fields: [] })
            return;
        var before = origin ?? 0;
        foreach (var change in rows.Changes)
            change.Id = before + Reserve(1);
        await using var command = new NpgsqlCommand(PostgresInserts.Sql(rows), connection);
        foreach (var parameter in PostgresInserts.Values(rows, before))
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        origin = reader.GetInt64(0);
        rows.Set?.Id = reader.GetInt64(1);
        foreach (var change in rows.Changes)
            change.Id += origin.Value - before;
    }

    public override Task AddAsync(NewCase added, CancellationToken token) => AddAsync([added], token);

    /// <summary>Cases of several works, in one trip.</summary>
    public async Task AddAsync(IReadOnlyList<NewCase> added, CancellationToken token)
    {
        var before = Reserve(added.Count);
        await using var command = new NpgsqlCommand(PostgresCaseInserts.Sql(added), connection);
        foreach (var parameter in PostgresCaseInserts.Values(added, before))
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(token);
        foreach (var (@case, set, change, _) in added)
        {
            await reader.ReadAsync(token);
            change.Id = reader.GetInt64(0);
            change.CaseNumber = @case.Number = reader.GetInt64(1);
            set.Id = reader.GetInt64(2);
        }
        origin = added[0].Change.Id - before;
    }

    /// <summary>The SQL of a position: asked for once by a statement, however many rows it is for.</summary>
    private static string Place(long at) =>
        string.Create(CultureInfo.InvariantCulture, $"(SELECT log_position()) + {at}");

    private long Reserve(int count)
    {
        if (given + count > 1L << PostgresLog.ChangeBits)
            throw new InvalidOperationException("One transaction has more changes than its positions have room for.");
        given += count;
        return given - count;
    }
}
