using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CasesGraph.Data.Sqlite;

/// <summary>
/// Runs EF Core's statements on the connection that writes by commands that stay prepared. EF Core makes a new one each
/// time, and SQLite then compiles the statement anew with the triggers and the foreign keys of its table, which takes
/// longer than to run it.
/// </summary>
internal sealed class SqlitePreparedCommands(SqliteConnection connection) : DbCommandInterceptor, IDisposable
{
    private const int MostCommands = 200;
    private readonly Dictionary<string, Prepared> commands = new(StringComparer.Ordinal);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        var prepared = Get(command.CommandText);
        // Somebody still reads by it.
        if (prepared.IsReading)
            return ValueTask.FromResult(result);
        prepared.Parameters.Clear();
        foreach (SqliteParameter parameter in command.Parameters)
            prepared.Parameters.Add(parameter);
        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(prepared.ExecuteReader()));
    }

    public void Dispose() => Clear();

    private Prepared Get(string sql)
    {
        if (commands.TryGetValue(sql, out var known))
            return known;
        if (commands.Count >= MostCommands)
            Clear();
        var command = new Prepared(sql, connection);
        commands.Add(sql, command);
        return command;
    }

    private void Clear()
    {
        foreach (var (sql, command) in commands.Where(pair => !pair.Value.IsReading).ToList())
        {
            command.Dispose();
            commands.Remove(sql);
        }
    }

    private sealed class Prepared(string sql, SqliteConnection connection) : SqliteCommand(sql, connection)
    {
        public bool IsReading => DataReader is not null;
    }
}
