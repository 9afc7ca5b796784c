using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>
/// SQL functions by which text is compared alike on every database: by code point, without LIKE and its case rules.
/// Only EF Core calls them.
/// </summary>
internal static class TextFunctions
{
    /// <summary>Where the part begins in the text, counted from 1; 0 when it does not occur.</summary>
    public static int Position(string? text, string part) => throw OnlyInSql();

    /// <summary>Number of code points.</summary>
    public static int Length(string? text) => throw OnlyInSql();

    /// <summary>The part of the text from a place on, counted from 1.</summary>
    public static string? From(string? text, int start) => throw OnlyInSql();

    /// <summary>The part of the text from a place on, at most as long as said.</summary>
    public static string? Part(string? text, int start, int length) => throw OnlyInSql();

    /// <summary>The text in simple case folding; accents count.</summary>
    public static string? Fold(string? text) => throw OnlyInSql();

    public static void Map(ModelBuilder model)
    {
        Map(nameof(Length), "length");
        Map(nameof(From), "substr");
        Map(nameof(Part), "substr");
        Map(nameof(Fold), "fold");

        void Map(string method, string sqlName) => TextFunctions.Map(model, method, sqlName);
    }

    /// <summary>What has another name in each database is mapped there.</summary>
    public static void Map(ModelBuilder model, string method, string sqlName) =>
        model.HasDbFunction(typeof(TextFunctions).GetMethod(method)!).HasName(sqlName).IsBuiltIn();

    public static InvalidOperationException OnlyInSql() => new("This function exists in SQL only.");
}
