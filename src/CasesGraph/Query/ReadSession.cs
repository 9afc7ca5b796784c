using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Query;

/// <summary>
/// Runs the statements of one operation on one connection, in one snapshot; inside a write they see the write's own.
/// </summary>
internal sealed class ReadSession
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly Dialect dialect;
    private readonly PreparedStatements? prepared;

    /// <summary>Reads on a connection that nobody else uses meanwhile.</summary>
    /// <param name="snapshot">What has been begun on it, if anything.</param>
    public ReadSession(ReadConnection open, DbTransaction? snapshot) =>
        (connection, transaction, dialect, prepared) = (open.Connection, snapshot, open.Dialect, open.Prepared);

    /// <summary>Reads inside a write, and sees what it has written so far.</summary>
    public ReadSession(CasesDb db) =>
        (connection, transaction, dialect) = (
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            db.Dialect
        );

    public Dialect Dialect => dialect;

    private static readonly Meter Meter = new("CasesGraph.Query");

    /// <summary>Statements run, one by one: the figure that must not grow with the rows.</summary>
    private static readonly Counter<long> Statements = Meter.CreateCounter<long>("casesgraph.sql.statements");

    /// <summary>A trace of each statement with its text, for whoever listens.</summary>
    private static readonly ActivitySource Traces = new("CasesGraph.Query");

    public async Task<RowSet> ReadAsync(
        Statement statement,
        RequestValues values,
        IReadOnlyCollection<long> keys,
        int limit,
        CancellationToken token
    )
    {
        using var trace = Traces.StartActivity("read", ActivityKind.Client);
        trace?.SetTag("db.query.text", statement.Sql);
        var command = prepared?.Get(statement) ?? statement.CreateCommand(connection);
        await using var once = prepared is null ? command : null;
        command.Transaction = transaction;
        for (var index = 0; index < statement.Parameters.Count; index++)
        {
            command.Parameters[index].Value = statement.Parameters[index].Holder switch
            {
                { Slot: { IsList: true } slot } => StoredList(slot.Type, (System.Collections.IEnumerable)values[slot]),
                { Slot: { } slot } => Stored(values[slot]),
                { IsKeys: true } => dialect.ListParameter(keys),
                _ => limit,
            };
        }
        Statements.Add(1);
        var rows = new RowSet(statement.Columns.Count, values);
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            rows.BeginRow();
            for (var column = 0; column < statement.Columns.Count; column++)
                rows.Add(Read(reader, column, statement.Columns[column]));
        }
        return rows;
    }

    public async Task<LogEnds> ReadLogEndsAsync(CancellationToken token)
    {
        var rows = await ReadAsync(dialect.LogEnds, new RequestValues(), [], limit: 0, token);
        return new LogEnds(rows[0, 0].Number, rows[0, 1].Number, rows[0, 2].Number);
    }

    private static Cell Read(DbDataReader reader, int column, ScalarKind kind) =>
        reader.IsDBNull(column) ? Cell.Null
        : kind is ScalarKind.Text or ScalarKind.CaseField ? new Cell(0, reader.GetString(column), isNull: false)
        : kind is ScalarKind.Boolean ? new Cell(reader.GetBoolean(column) ? 1 : 0, text: null, isNull: false)
        : new Cell(reader.GetInt64(column), text: null, isNull: false);

    private object Stored(object value) =>
        value switch
        {
            string text => dialect.TextParameter(text),
            long or int => value,
            Enum member => Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture),
            DateTime time => UtcMicroseconds.From(time),
            CaseField field => field.Name,
            _ => throw new NotSupportedException($"A slot cannot hold a {value.GetType().Name}."),
        };

    private object StoredList(Type type, System.Collections.IEnumerable items)
    {
        var stored = items.Cast<object>().Select(Stored);
        return type == typeof(string) || type == typeof(CaseField)
            ? dialect.ListParameter([.. stored.Cast<string>()])
            : dialect.ListParameter([
                .. stored.Select(item => Convert.ToInt64(item, System.Globalization.CultureInfo.InvariantCulture)),
            ]);
    }
}
