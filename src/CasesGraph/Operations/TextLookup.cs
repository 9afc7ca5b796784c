using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Operations;

/// <summary>Runs of statements whose only slot is a text (<see cref="Lookup"/>).</summary>
internal static class TextLookup
{
    /// <summary>The run for a text that can be stored.</summary>
    public static StatementRun Run(Statement statement, string value) =>
        new(statement, new StatementInput(RequestValues.Of(value), [], Limit: 0));

    /// <summary>Runs it; null where there is no such row.</summary>
    public static async Task<RowSet?> FindAsync(Statement statement, string value, Call call, CancellationToken token)
    {
        if (!TextRules.IsStorable(value))
            return null;
        var run = Run(statement, value);
        var found = await call.Db.Statements.ReadAsync(run.Statement, run.Input, token);
        return found.Count > 0 ? found : null;
    }
}
