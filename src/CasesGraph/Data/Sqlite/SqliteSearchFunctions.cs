using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>The query that FTS5 gets for a term. Everything is quoted, so that nothing is an operator.</summary>
internal static class SqliteSearchFunctions
{
    public const string Name = "fts_query";

    /// <summary>A term's probe as a query: a blank at its end makes it a phrase, otherwise it is a prefix.</summary>
    public static string Query(string probe) => probe.EndsWith(' ') ? $"\"{probe.Trim()}\"" : $"\"{probe.Trim()}\"*";

    /// <summary>The same in some columns alone, with a blank between their names.</summary>
    public static string Query(string columns, string probe) => $"{{{columns}}} : {Query(probe)}";

    /// <summary>The same in SQL; only EF Core calls it.</summary>
    public static string QueryOf(string probe) => throw TextFunctions.OnlyInSql();

    public static string QueryIn(string columns, string probe) => throw TextFunctions.OnlyInSql();

    public static void Map(ModelBuilder model)
    {
        foreach (var method in (string[])[nameof(QueryOf), nameof(QueryIn)])
            model.HasDbFunction(typeof(SqliteSearchFunctions).GetMethod(method)!).HasName(Name).IsBuiltIn();
    }
}
