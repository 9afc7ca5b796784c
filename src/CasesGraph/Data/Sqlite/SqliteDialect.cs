using System.Linq.Expressions;
using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Query;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    public static SqliteDialect Instance { get; } = new();

    /// <summary>Positions are given in commit order, by the one transaction that writes: all that is there is settled.</summary>
    public override Statement LogEnds { get; } =
        new(
            """SELECT "last", "last", "last" FROM (SELECT COALESCE(MAX("Id"), 0) AS "last" FROM "CaseChange")""",
            [],
            [ScalarKind.Number64, ScalarKind.Number64, ScalarKind.Number64]
        );

    public override IQueryable<long> Hits(
        CasesDb db,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        string? column = null
    )
    {
        var hit = Expression.Parameter(typeof(SqliteSearchRow), "hit");
        var query = column is null
            ? Expression.Call(typeof(SqliteSearchFunctions), nameof(SqliteSearchFunctions.QueryOf), null, probe)
            : Expression.Call(
                typeof(SqliteSearchFunctions),
                nameof(SqliteSearchFunctions.QueryIn),
                typeArguments: null,
                Expression.Constant(column),
                probe
            );
        var matches = Expression.Equal(Expression.Property(hit, nameof(SqliteSearchRow.Match)), query);
        return db.Set<SqliteSearchRow>(index.Table)
            .Where(Expression.Lambda<Func<SqliteSearchRow, bool>>(matches, hit))
            .Select(row => row.Key);
    }

    /// <summary>json_each reads it.</summary>
    public override object ListParameter<T>(IReadOnlyCollection<T> items) => JsonSerializer.Serialize(items);

    public override string Items(string parameter) =>
        $"""(SELECT value AS "Key", key AS "At" FROM json_each({parameter}))""";

    public override string OpaqueId(string type, string key) => $"opaque_id('{type}', {key})";

    public override string Instant(string microseconds) => $"instant({microseconds})";
}
