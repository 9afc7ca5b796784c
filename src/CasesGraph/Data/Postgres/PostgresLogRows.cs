using System.Globalization;
using CasesGraph.ChangeLog;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>The change log's rows in one write transaction.</summary>
/// <param name="origin">The transaction's first position.</param>
internal sealed class PostgresLogRows(NpgsqlConnection connection, long origin) : LogRows
{
    private const string InsertSet = """
        INSERT INTO "ChangeSet" ("Action", "ActorUserId", "ActorContactId", "Reason", "OccurredAt")
        VALUES ($1, $2, $3, $4, $5) RETURNING "Id"
        """;

    /// <summary>Of a set that the same batch writes where its key is not known yet.</summary>
    private const string InsertChanges = """
        INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "OccurredAt", "ChangeSetId")
        SELECT change.*, COALESCE($6, lastval()) FROM unnest($1, $2, $3, $4, $5) AS change
        """;

    private const string InsertFields = """
        INSERT INTO "FieldChange"
            ("ChangeId", "Field", "Before", "After", "BeforeRole", "AfterRole", "BeforeText", "AfterText")
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private long given;

    public override string PositionsOf(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{Reserve(count) - 1} + row_number() OVER (ORDER BY \"At\")");

    public override long FirstOf(int count) => origin + given - count;

    public override async Task AddAsync(
        ChangeSet? set,
        IReadOnlyList<CaseChange> changes,
        IReadOnlyList<(CaseChange Change, FieldChange Row)> fields,
        CancellationToken token
    )
    {
        foreach (var change in changes)
            change.Id = Reserve(1);
        await using var batch = new NpgsqlBatch(connection);
        if (set is not null)
            batch.BatchCommands.Add(Insert(set));
        if (changes.Count > 0)
            batch.BatchCommands.Add(Insert(changes));
        if (fields.Count > 0)
            batch.BatchCommands.Add(Insert(fields));
        if (set is not null)
            set.Id = (long)(await batch.ExecuteScalarAsync(token))!;
        else if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(token);
    }

    private long Reserve(int count)
    {
        if (given + count > 1L << PostgresLog.ChangeBits)
            throw new InvalidOperationException("One transaction has more changes than its positions have room for.");
        given += count;
        return origin + given - count;
    }

    private static NpgsqlBatchCommand Insert(ChangeSet set) =>
        Command(
            InsertSet,
            new NpgsqlParameter<int> { TypedValue = (int)set.Action },
            new NpgsqlParameter<long?> { TypedValue = set.ActorUserId },
            new NpgsqlParameter<long?> { TypedValue = set.ActorContactId },
            new NpgsqlParameter<string?> { TypedValue = set.Reason },
            new NpgsqlParameter<long> { TypedValue = UtcMicroseconds.From(set.OccurredAt) }
        );

    private static NpgsqlBatchCommand Insert(IReadOnlyList<CaseChange> changes) =>
        Command(
            InsertChanges,
            Column(changes, change => change.Id),
            Column(changes, change => (int)change.Kind),
            Column(changes, change => change.CaseNumber),
            Column(changes, change => change.Version),
            Column(changes, change => UtcMicroseconds.From(change.OccurredAt)),
            new NpgsqlParameter<long?> { TypedValue = changes[0].ChangeSet.Id is > 0 and var known ? known : null }
        );

    private static NpgsqlBatchCommand Insert(IReadOnlyList<(CaseChange Change, FieldChange Row)> fields) =>
        Command(
            InsertFields,
            Column(fields, field => field.Change.Id),
            Column(fields, field => field.Row.Field.Name),
            Column(fields, field => field.Row.Before),
            Column(fields, field => field.Row.After),
            Column(fields, field => (int?)field.Row.BeforeRole),
            Column(fields, field => (int?)field.Row.AfterRole),
            Column(fields, field => field.Row.BeforeText),
            Column(fields, field => field.Row.AfterText)
        );

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
