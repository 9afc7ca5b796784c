using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace CasesGraph.Data.Postgres;

/// <summary>SQL functions of our own and where LINQ calls them; only EF Core does.</summary>
internal static class PostgresFunctions
{
    /// <summary>What the index is asked for a term; a phrase has to be looked for in the text too.</summary>
    /// <param name="marks">As <see cref="PostgresSearch.MarksOf"/> has them.</param>
    [DbFunction("search_query", IsBuiltIn = true)]
    public static NpgsqlTsQuery SearchQuery(string probe, string marks) => throw TextFunctions.OnlyInSql();

    /// <summary>Words with operators between them, as the index is asked for them.</summary>
    [DbFunction("search_any", IsBuiltIn = true)]
    public static NpgsqlTsQuery AnyWord(string words) => throw TextFunctions.OnlyInSql();

    /// <summary>Whether by its statistics an index certainly has more than so many hits of a term.</summary>
    [DbFunction("search_is_common", IsBuiltIn = true)]
    public static bool IsCommon(string table, string probe, string mark, int hits) => throw TextFunctions.OnlyInSql();

    /// <summary>The line with a number, counted from 1.</summary>
    [DbFunction("split_part", IsBuiltIn = true)]
    public static string Line(string text, string separator, int number) => throw TextFunctions.OnlyInSql();

    /// <summary>The last position in the change log before which nothing can come any more.</summary>
    [DbFunction("log_settled", IsBuiltIn = true)]
    public static long LogSettled() => throw TextFunctions.OnlyInSql();

    /// <summary>Equality of conditions, not as an operator: the planner expects a third of the rows of it.</summary>
    [DbFunction("booleq", IsBuiltIn = true)]
    public static bool AreEqual(bool condition, bool other) => throw TextFunctions.OnlyInSql();
}
