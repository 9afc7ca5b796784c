using System.Text.RegularExpressions;

namespace CasesGraph.Data;

/// <summary>
/// Statements for one key instead of a list of them. A list is read like a table: that costs a small read as much as its
/// row, and PostgreSQL's planner, who supposes ten keys where it does not know them, finds one cheaper each time and so
/// never keeps a plan.
/// </summary>
internal static class SoleKey
{
    /// <summary>The name of the parameter that takes the one key.</summary>
    public const string Name = "@sole_key";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The statement with the key compared as such; as it is where it uses the list for anything else.</summary>
    public static Statement In(Statement statement, Dialect dialect)
    {
        if (statement.Parameters.FirstOrDefault(parameter => parameter.Holder.IsKeys) is not { } keys)
            return statement;
        var name = keys.Name.TrimStart('@');
        var sql = Regex.Replace(
            statement.Sql,
            dialect.AmongPattern(name),
            $"= {Name}",
            RegexOptions.ExplicitCapture,
            Patience
        );
        if (Regex.IsMatch(sql, $@"@{name}\b", RegexOptions.None, Patience))
            return statement;
        return statement with
        {
            Sql = sql,
            Parameters = [.. statement.Parameters.Select(one => one == keys ? one with { Name = Name } : one)],
        };
    }
}
