using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Runs the statements of one operation on one connection, in one snapshot; inside a write they see the write's own.
/// </summary>
/// <param name="connection">Open, and used by nobody else meanwhile.</param>
/// <param name="transaction">The snapshot or the write.</param>
/// <param name="prepared">The connection's own commands, where it is kept.</param>
internal sealed class ReadSession(
    DbConnection connection,
    DbTransaction? transaction,
    PreparedStatements? prepared = null
)
{
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
                { Slot: { } slot } => Stored(values[slot]),
                { IsKeys: true } => KeysAsJson(keys),
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

    private static string KeysAsJson(IReadOnlyCollection<long> keys) => $"[{string.Join(',', keys)}]";

    private static Cell Read(DbDataReader reader, int column, ScalarKind kind) =>
        reader.IsDBNull(column) ? Cell.Null
        : kind is ScalarKind.Text or ScalarKind.CaseField ? new Cell(0, reader.GetString(column), isNull: false)
        : new Cell(reader.GetInt64(column), text: null, isNull: false);

    private static object Stored(object value) =>
        value switch
        {
            string or long or int => value,
            Enum member => Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture),
            DateTime time => UtcMicroseconds.From(time),
            CaseField field => field.Name,
            System.Collections.IEnumerable list => JsonSerializer.Serialize(list.Cast<object>().Select(Stored)),
            _ => throw new NotSupportedException($"A slot cannot hold a {value.GetType().Name}."),
        };
}
