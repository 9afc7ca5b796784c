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

    /// <summary>The same for several texts in one trip: those that there are rows for.</summary>
    public static async Task<IReadOnlyDictionary<string, RowSet>> FindAllAsync(
        Statement statement,
        IEnumerable<string> values,
        Call call,
        CancellationToken token
    )
    {
        var asked = values.Where(TextRules.IsStorable).Distinct(StringComparer.Ordinal).ToList();
        var rows = await call.Db.Statements.ReadAllAsync([.. asked.Select(value => Run(statement, value))], token);
        return asked
            .Zip(rows)
            .Where(one => one.Second.Count > 0)
            .ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
    }
}
