using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>SQL functions that SQLite alone has, and what those of our own do.</summary>
internal static class SqliteFunctions
{
    public const string FtsQuery = "fts_query";

    /// <summary>
    /// The query that FTS5 gets for a term's probe: a blank at its end makes it a phrase, otherwise it is a prefix. It is
    /// quoted, so that nothing is an operator.
    /// </summary>
    public static string Query(string probe) => probe.EndsWith(' ') ? $"\"{probe.Trim()}\"" : $"\"{probe.Trim()}\"*";

    /// <summary>The same in some columns alone, with a blank between their names.</summary>
    public static string Query(string columns, string probe) => $"{{{columns}}} : {Query(probe)}";

    /// <summary>The same in SQL; only EF Core calls it.</summary>
    [DbFunction(FtsQuery, IsBuiltIn = true)]
    public static string QueryOf(string probe) => throw TextFunctions.OnlyInSql();

    [DbFunction(FtsQuery, IsBuiltIn = true)]
    public static string QueryIn(string columns, string probe) => throw TextFunctions.OnlyInSql();

    /// <summary>The condition itself, of which the planner expects that it holds for so large a share of the rows.</summary>
    [DbFunction("likelihood", IsBuiltIn = true)]
    public static bool Likelihood(bool condition, double share) => throw TextFunctions.OnlyInSql();

    /// <summary>The condition itself, or what it counts as where it is null.</summary>
    [DbFunction("ifnull", IsBuiltIn = true)]
    public static bool IfNull(bool condition, bool holds) => throw TextFunctions.OnlyInSql();
}
