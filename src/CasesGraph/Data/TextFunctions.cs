using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data;

/// <summary>
/// SQL functions by which text is compared alike on every database: by code point, without LIKE and its case rules.
/// Only EF Core calls them.
/// </summary>
internal static class TextFunctions
{
    /// <summary>Where the part begins in the text, counted from 1; 0 when it does not occur. Each database names it.</summary>
    public static int Position(string? text, string part) => throw OnlyInSql();

    /// <summary>Number of code points.</summary>
    [DbFunction("length", IsBuiltIn = true)]
    public static int Length(string? text) => throw OnlyInSql();

    /// <summary>The part of the text from a place on, counted from 1.</summary>
    [DbFunction("substr", IsBuiltIn = true)]
    public static string? From(string? text, int start) => throw OnlyInSql();

    /// <summary>The part of the text from a place on, at most as long as said.</summary>
    [DbFunction("substr", IsBuiltIn = true)]
    public static string? Part(string? text, int start, int length) => throw OnlyInSql();

    /// <summary>The text in simple case folding; accents count.</summary>
    public static string? Fold(string? text) => throw OnlyInSql();

    /// <summary>A number between two texts.</summary>
    [DbFunction("concat", IsBuiltIn = true)]
    public static string Between(string before, long number, string after) => throw OnlyInSql();

    /// <summary>Maps the functions of a class that have a name.</summary>
    public static void Map(ModelBuilder model, Type functions)
    {
        foreach (var function in functions.GetMethods().Where(one => one.IsDefined(typeof(DbFunctionAttribute), false)))
            model.HasDbFunction(function);
    }

    /// <summary>
    /// Most texts are ASCII, which the database makes small by itself in a tenth of the time that our function takes.
    /// </summary>
    /// <param name="plain">The text as the database's own function takes it, so that no locale decides.</param>
    public static void MapFold(ModelBuilder model, Func<SqlExpression, SqlExpression> plain) =>
        model
            .HasDbFunction(() => Fold(null))
            .HasTranslation(given =>
            {
                var isAscii = new SqlBinaryExpression(
                    ExpressionType.Equal,
                    Call("octet_length", typeof(int), IntTypeMapping.Default, given[0]),
                    Call("length", typeof(int), IntTypeMapping.Default, given[0]),
                    typeof(bool),
                    BoolTypeMapping.Default
                );
                var text = given[0].TypeMapping!;
                return new CaseExpression(
                    [new CaseWhenClause(isAscii, Call("lower", typeof(string), text, plain(given[0])))],
                    Call("fold", typeof(string), text, given[0])
                );
            });

    private static SqlFunctionExpression Call(
        string function,
        Type type,
        RelationalTypeMapping mapping,
        SqlExpression text
    ) => new(function, [text], nullable: true, argumentsPropagateNullability: [true], type, mapping);

    public static void MapPosition(ModelBuilder model, string name) =>
        model.HasDbFunction(() => Position(null, "")).HasName(name).IsBuiltIn();

    public static InvalidOperationException OnlyInSql() => new("This function exists in SQL only.");
}
