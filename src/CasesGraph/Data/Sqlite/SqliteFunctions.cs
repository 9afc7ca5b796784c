using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

/// <summary>SQL functions that SQLite alone has, and what those of our own do.</summary>
internal static class SqliteFunctions
{
    public const string FtsQuery = "fts_query";
    public const string TextHasName = "text_has";
    public const string PhoneHasName = "phone_has";
    public const string WordsHaveName = "words_have";

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

    /// <summary>Whether a probe occurs in what an index has of a text, as <see cref="SearchTerm.Probe"/> says.</summary>
    [DbFunction(TextHasName, IsBuiltIn = true)]
    public static bool TextHas(string? text, string probe) => throw TextFunctions.OnlyInSql();

    /// <summary>The same of a telephone number.</summary>
    [DbFunction(PhoneHasName, IsBuiltIn = true)]
    public static bool PhoneHas(string? text, string probe) => throw TextFunctions.OnlyInSql();

    /// <summary>The same of words as the index has them.</summary>
    [DbFunction(WordsHaveName, IsBuiltIn = true)]
    public static bool WordsHave(string? text, string probe) => throw TextFunctions.OnlyInSql();

    /// <summary>What the functions do.</summary>
    public static bool Has(string? words, string probe) =>
        !string.IsNullOrEmpty(words) && $" {words} ".Contains(probe, StringComparison.Ordinal);

    /// <summary>The condition itself, of which the planner expects that it holds for so large a share of the rows.</summary>
    [DbFunction("likelihood", IsBuiltIn = true)]
    public static bool Likelihood(bool condition, double share) => throw TextFunctions.OnlyInSql();

    /// <summary>The condition itself, or what it counts as where it is null.</summary>
    [DbFunction("ifnull", IsBuiltIn = true)]
    public static bool IfNull(bool condition, bool holds) => throw TextFunctions.OnlyInSql();
}
