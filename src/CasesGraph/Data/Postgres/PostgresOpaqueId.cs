using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data.Postgres;

/// <summary>An opaque id in LINQ, as <see cref="PostgresDialect.OpaqueId"/> writes it in text.</summary>
internal static class PostgresOpaqueId
{
    public static void Map(ModelBuilder model) =>
        model
            .HasDbFunction(() => TextFunctions.OpaqueId("", 0))
            .HasTranslation(given =>
                Call(
                    "translate",
                    Call("rtrim", Call("encode", Bytes(given[0], given[1]), Word("base64")), Word("=")),
                    Word("+/"),
                    Word("-_")
                )
            );

    private static SqlFunctionExpression Bytes(SqlExpression type, SqlExpression key) =>
        Function(
            "convert_to",
            typeof(byte[]),
            ByteArrayTypeMapping.Default,
            Call("concat", type, Word(":"), key),
            Word("UTF8")
        );

    private static SqlFunctionExpression Call(string name, params SqlExpression[] given) =>
        Function(name, typeof(string), Text, given);

    private static SqlFunctionExpression Function(
        string name,
        Type type,
        RelationalTypeMapping mapping,
        params SqlExpression[] given
    ) => new(name, given, nullable: true, given.Select(_ => false), type, mapping);

    private static SqlConstantExpression Word(string text) => new(text, Text);

    private static StringTypeMapping Text { get; } = new("text", System.Data.DbType.String);
}
