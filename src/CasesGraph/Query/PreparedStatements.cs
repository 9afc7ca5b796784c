using System.Data.Common;

namespace CasesGraph.Query;

/// <summary>
/// The commands of one connection, prepared once: for a small read, preparing costs as much as running. They go with
/// the connection; one that has seen many plans starts over.
/// </summary>
internal sealed class PreparedStatements(DbConnection connection)
{
    private const int MostCommands = 200;
    private readonly Dictionary<Statement, DbCommand> commands = new(ReferenceEqualityComparer.Instance);

    public DbCommand Get(Statement statement)
    {
        if (commands.TryGetValue(statement, out var known))
            return known;
        if (commands.Count >= MostCommands)
            Clear();
        var command = statement.CreateCommand(connection);
        commands.Add(statement, command);
        return command;
    }

    private void Clear()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        commands.Clear();
    }
}
