using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// In one write transaction, all rows by one statement. Where the transaction's positions begin, the first rows tell: to
/// ask before would be a trip to the server more. Until then a change's key counts from there.
/// </summary>
internal sealed class PostgresDirectRows(NpgsqlConnection connection, IModel model) : DirectRows
{
    private long? origin;
    private long given;

    public override string PositionsOf(int count) =>
        $"{Place(Reserve(count))} - 1 + row_number() OVER (ORDER BY \"At\")";

    public override string FirstOf(int count) => Place(given - count);

    public override async Task AddAsync(IReadOnlyList<object> rows, CancellationToken token)
    {
        var row = Row(rows[0]);
        var columns = new PostgresColumns(row, first: 1, row.Key);
        await using var command = new NpgsqlCommand(columns.InsertInOrder, connection);
        foreach (var parameter in columns.Of([.. rows.Select(row.Values)]))
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(token);
    }

    public override async Task AddKeyedAsync(IReadOnlyList<object> rows, CancellationToken token)
    {
        var row = Row(rows[0]);
        var without = rows.Where(one => row.KeyOf(one) == 0).ToList();
        if (without.Count > 0)
        {
            var next = new PostgresColumns(row, first: 1, row.Key).NextKey;
            var draw = $"SELECT {next} FROM generate_series(1, $1)";
            await using var draws = new NpgsqlCommand(draw, connection)
            {
                Parameters = { new() { Value = without.Count } },
            };
            await using var keys = await draws.ExecuteReaderAsync(token);
            foreach (var one in without)
            {
                await keys.ReadAsync(token);
                row.GiveKey(one, keys.GetInt64(0));
            }
        }
        var columns = new PostgresColumns(row, first: 1);
        await using var command = new NpgsqlCommand(columns.InsertInOrder, connection);
        foreach (var parameter in columns.Of([.. rows.Select(row.Values)]))
            command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(token);
    }

    public override async Task AddAsync(LogRows rows, CancellationToken token)
    {
        if (rows is { Set: null, Changes: [], Fields: [] })
            return;
        var before = origin ?? 0;
        foreach (var change in rows.Changes)
            Row(change).GiveKey(change, before + Reserve(1));
        var insert = PostgresLogInsert.Of(model, rows);
        await using var command = new NpgsqlCommand(insert.Sql, connection);
        foreach (var parameter in insert.Values(rows, before))
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        origin = reader.GetInt64(0);
        if (rows.Set is { } set)
            Row(set).GiveKey(set, reader.GetInt64(1));
        foreach (var change in rows.Changes)
            Row(change).GiveKey(change, Row(change).KeyOf(change) + origin.Value - before);
    }

    public override Task AddAsync(LoggedRow added, CancellationToken token) => AddAsync([added], token);

    /// <summary>Objects of one type, of several works, in one trip.</summary>
    public async Task AddAsync(IReadOnlyList<LoggedRow> added, CancellationToken token)
    {
        var before = Reserve(added.Count);
        var insert = PostgresLoggedInsert.Of(model, added);
        await using var command = new NpgsqlCommand(insert.Sql, connection);
        foreach (var parameter in insert.Values(added, before))
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(token);
        foreach (var (row, _, set, change, _) in added)
        {
            await reader.ReadAsync(token);
            Row(change).GiveKey(change, reader.GetInt64(0));
            Row(row).GiveKey(row, reader.GetInt64(1));
            Row(set).GiveKey(set, reader.GetInt64(2));
        }
        origin = Row(added[0].Change).KeyOf(added[0].Change) - before;
    }

    private EntityRow Row(object one) => EntityRow.Of(model, one.GetType());

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
