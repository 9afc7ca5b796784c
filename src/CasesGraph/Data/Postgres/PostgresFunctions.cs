using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace CasesGraph.Data.Postgres;

/// <summary>SQL functions of our own and where LINQ calls them; only EF Core does.</summary>
internal static class PostgresFunctions
{
    /// <summary>What the index is asked for a term; a phrase has to be looked for in the text too.</summary>
    /// <param name="marks">As <see cref="PostgresSearch.MarksOf"/> has them.</param>
    public static NpgsqlTsQuery SearchQuery(string probe, string marks) => throw TextFunctions.OnlyInSql();

    /// <summary>Words with operators between them, as the index is asked for them.</summary>
    public static NpgsqlTsQuery AnyWord(string words) => throw TextFunctions.OnlyInSql();

    /// <summary>The line with a number, counted from 1.</summary>
    public static string Line(string text, string separator, int number) => throw TextFunctions.OnlyInSql();

    /// <summary>The last position in the change log before which nothing can come any more.</summary>
    public static long LogSettled() => throw TextFunctions.OnlyInSql();

    public static void Map(ModelBuilder model)
    {
        TextFunctions.Map(model, nameof(TextFunctions.Position), "strpos");
        Map(nameof(SearchQuery), "search_query");
        Map(nameof(AnyWord), "search_any");
        Map(nameof(Line), "split_part");
        Map(nameof(LogSettled), "log_settled");

        void Map(string method, string sqlName) =>
            model.HasDbFunction(typeof(PostgresFunctions).GetMethod(method)!).HasName(sqlName).IsBuiltIn();
    }
}
