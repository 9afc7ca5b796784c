using System.Collections;
using System.Data.Common;
using CasesGraph.Model;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>Statements on one connection, in whatever transaction it is; the driver keeps what was prepared on it.</summary>
internal sealed class PostgresStatements(NpgsqlConnection connection) : StatementRunner
{
    private const string PlanOnce = "SET plan_cache_mode = force_generic_plan";
    private const string PlanAsUsual = "RESET plan_cache_mode";

    public override async ValueTask<RowSet> ReadAsync(
        Statement statement,
        StatementInput input,
        CancellationToken token
    )
    {
        if (statement.HasOnePlan)
            return (await ReadAllAsync([new(statement, input)], token))[0];
        var sent = PostgresDialect.Instance.Sent(statement, input);
        await using var command = new NpgsqlCommand(sent.Sql, connection);
        Bind(command.Parameters, sent, input);
        await using var reader = await command.ExecuteReaderAsync(token);
        return await RowsAsync(reader, statement, input, token);
    }

    /// <summary>One trip, and one transaction, which sees one state (<see cref="PostgresAddress"/>).</summary>
    public override async ValueTask<RowSet[]> ReadAllAsync(IReadOnlyList<StatementRun> runs, CancellationToken token)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (statement, input) in runs)
        {
            if (statement.HasOnePlan)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(PlanOnce));
            batch.BatchCommands.Add(Command(statement, input));
            if (statement.HasOnePlan)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(PlanAsUsual));
        }
        await using var reader = await batch.ExecuteReaderAsync(token);
        var rows = new RowSet[runs.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = await RowsAsync(reader, runs[i].Statement, runs[i].Input, token);
            await reader.NextResultAsync(token);
        }
        return rows;
    }

    private static NpgsqlBatchCommand Command(Statement statement, StatementInput input)
    {
        var sent = PostgresDialect.Instance.Sent(statement, input);
        var command = new NpgsqlBatchCommand(sent.Sql);
        Bind(command.Parameters, sent, input);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, Statement sent, StatementInput input)
    {
        foreach (var (_, holder) in sent.Parameters)
            parameters.Add(new NpgsqlParameter { Value = ValueOf(holder, input) });
    }

    private static async Task<RowSet> RowsAsync(
        DbDataReader reader,
        Statement statement,
        StatementInput input,
        CancellationToken token
    )
    {
        var rows = new RowSet(statement.Columns.Count, input.Values, input.Bound) { Caller = input.Caller };
        while (await reader.ReadAsync(token))
        {
            rows.BeginRow();
            for (var column = 0; column < statement.Columns.Count; column++)
                Add(rows, reader, column, statement.Columns[column]);
        }
        return rows;
    }

    private static void Add(RowSet rows, DbDataReader reader, int column, StoredAs stored)
    {
        if (reader.IsDBNull(column))
            rows.AddNull();
        else if (stored is StoredAs.Text)
            rows.Add(reader.GetFieldValue<byte[]>(column));
        else if (stored is StoredAs.Flag)
            rows.Add(reader.GetBoolean(column) ? 1 : 0);
        else
            rows.Add(reader.GetInt64(column));
    }

    private static object ValueOf(Holder holder, StatementInput input) =>
        holder switch
        {
            { Slot: { IsList: true } slot } => ListOf((IEnumerable)input[slot]),
            { Slot: { } slot } => Stored(input[slot]),
            { IsKeys: true } => input.Keys.Count == 1 ? input.Keys.First() : input.Keys.ToArray(),
            _ => input.Limit,
        };

    private static object ListOf(IEnumerable items)
    {
        var stored = items.Cast<object>().Select(Stored).ToList();
        return stored is [string, ..] ? stored.Cast<string>().ToArray() : stored.Cast<long>().ToArray();
    }

    /// <summary>
    /// The one character that the database cannot hold becomes another that no stored text has (TextRules), so that it is
    /// not found either.
    /// </summary>
    private static object Stored(object value) =>
        StoredValue.Of(value) is string text ? text.Replace('\0', '\u0001') : StoredValue.Of(value);
}
