using System.Globalization;
using CasesGraph.ChangeLog;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>The change log's rows in one write transaction.</summary>
/// <param name="origin">The transaction's first position.</param>
internal sealed class PostgresLogRows(NpgsqlConnection connection, long origin) : LogRows
{
    private const string Insert = """
        INSERT INTO "FieldChange"
            ("ChangeId", "Field", "Before", "After", "BeforeRole", "AfterRole", "BeforeText", "AfterText")
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private long given;

    public override long NextPosition() => Reserve(1);

    public override string PositionsOf(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{Reserve(count) - 1} + row_number() OVER (ORDER BY \"At\")");

    public override long FirstOf(int count) => origin + given - count;

    private long Reserve(int count)
    {
        if (given + count > 1L << PostgresLog.ChangeBits)
            throw new InvalidOperationException("One transaction has more changes than its positions have room for.");
        given += count;
        return origin + given - count;
    }

    public override async Task AddAsync(IReadOnlyList<(long ChangeId, FieldChange Row)> rows, CancellationToken token)
    {
        if (rows.Count == 0)
            return;
        await using var command = new NpgsqlCommand(Insert, connection);
        Add(row => row.ChangeId);
        Add(row => row.Row.Field.Name);
        Add(row => row.Row.Before);
        Add(row => row.Row.After);
        Add(row => (int?)row.Row.BeforeRole);
        Add(row => (int?)row.Row.AfterRole);
        Add(row => row.Row.BeforeText);
        Add(row => row.Row.AfterText);
        await command.ExecuteNonQueryAsync(token);

        void Add<T>(Func<(long ChangeId, FieldChange Row), T> column) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(column)] });
    }
}
