using System.Linq.Expressions;
using System.Text.Json;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    public static SqliteDialect Instance { get; } = new();

    /// <summary>Nobody uses the number; to set it, even to what it is, takes the lock and room on the disk.</summary>
    public override string EmptyWrite => "PRAGMA user_version = 0";

    /// <summary>Positions are given in commit order, by the one transaction that writes: all that is there is settled.</summary>
    public override Statement LogEnds { get; } =
        new(
            $"""SELECT "last", "last", "last" FROM (SELECT COALESCE(MAX("{Position}"), 0) AS "last" FROM "{Log}")""",
            [],
            [StoredAs.Number, StoredAs.Number, StoredAs.Number]
        );

    public override bool MergesUnions => true;

    public override Expression Expecting(Expression condition, double share) =>
        Expression.Call(
            typeof(SqliteFunctions),
            nameof(SqliteFunctions.Likelihood),
            typeArguments: null,
            condition,
            Expression.Constant(share)
        );

    public override Expression Unindexed(Expression condition) =>
        Expression.Call(
            typeof(SqliteFunctions),
            nameof(SqliteFunctions.IfNull),
            typeArguments: null,
            condition,
            Expression.Constant(false)
        );

    public override IQueryable<long> Hits(
        CasesDb db,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        SearchPart part = SearchPart.Internal,
        IReadOnlyList<SearchColumn>? only = null
    ) => HitsOfAll(db, index, [(probe, isPhrase)], part, only);

    public override IQueryable<long> HitsOfAll(
        CasesDb db,
        SearchIndex index,
        IReadOnlyList<(Expression Probe, bool IsPhrase)> terms,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only = null
    )
    {
        var columns = index.ColumnsOf(part, only);
        var query = terms
            .Select(Expression (term) => Query(term.Probe, columns))
            .Aggregate((one, other) => Joined(Joined(one, Expression.Constant(" AND ")), other));
        return Matching(db, index, query);
    }

    /// <summary>Before the first hit of a prefix is there, those of all words that begin so have been brought together.</summary>
    public override IQueryable<long> HitsToCount(
        CasesDb db,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only
    )
    {
        if (isPhrase)
            return Hits(db, index, probe, isPhrase, part, only);
        var prefix = Query(probe, index.ColumnsOf(part, only));
        var word = Expression.Call(
            prefix,
            nameof(string.Replace),
            typeArguments: null,
            Expression.Constant("*"),
            Expression.Constant("")
        );
        var others = Joined(Joined(prefix, Expression.Constant(" NOT ")), word);
        return Matching(db, index, word).Concat(Matching(db, index, others));
    }

    public override Expression Occurs(
        CasesDb db,
        SearchIndex index,
        Expression row,
        Expression probe,
        SearchPart part = SearchPart.Internal,
        IReadOnlyList<SearchColumn>? only = null
    ) =>
        (index.ColumnsOf(part, only) ?? index.Columns)
            .Select(
                Expression (column) =>
                    Expression.Call(
                        typeof(SqliteFunctions),
                        column.IsReady ? nameof(SqliteFunctions.WordsHave)
                            : column.IsPhone ? nameof(SqliteFunctions.PhoneHas)
                            : nameof(SqliteFunctions.TextHas),
                        typeArguments: null,
                        TextOf(row, column),
                        probe
                    )
            )
            .DefaultIfEmpty(Expression.Constant(false))
            .Aggregate(Expression.OrElse);

    /// <summary>A hit takes 0.1 µs, and 0.2 more in a set; to read and sort its row 3, to read its text 30.</summary>
    public override HitLimits Sorted(int hits) => new(hits, 32 * hits);

    private static MethodCallExpression Query(Expression probe, IReadOnlyList<SearchColumn>? columns) =>
        columns is null
            ? Expression.Call(typeof(SqliteFunctions), nameof(SqliteFunctions.QueryOf), null, probe)
            : Expression.Call(
                typeof(SqliteFunctions),
                nameof(SqliteFunctions.QueryIn),
                typeArguments: null,
                Expression.Constant(string.Join(' ', columns.Select(column => column.Name))),
                probe
            );

    private static BinaryExpression Joined(Expression one, Expression other) =>
        Expression.Add(one, other, typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)]));

    private static IQueryable<long> Matching(CasesDb db, SearchIndex index, Expression query)
    {
        var hit = Expression.Parameter(typeof(SqliteSearchRow), "hit");
        var matches = Expression.Equal(Expression.Property(hit, nameof(SqliteSearchRow.Match)), query);
        return db.Set<SqliteSearchRow>(index.Table)
            .Where(Expression.Lambda<Func<SqliteSearchRow, bool>>(matches, hit))
            .Select(row => row.Key);
    }

    private static Expression TextOf(Expression row, SearchColumn column)
    {
        Expression text = Expression.Property(row, column.Source);
        if (text.Type != typeof(string))
            text = Expression.Call(text, nameof(ToString), Type.EmptyTypes);
        if (column.Where is not { } where)
            return text;
        var value = Expression.Convert(Expression.Property(row, where.Column), typeof(int));
        var isMet = Expression.MakeBinary(
            where.Holds ? ExpressionType.Equal : ExpressionType.NotEqual,
            value,
            Expression.Constant(where.Value)
        );
        return Expression.Condition(isMet, text, Expression.Constant(value: null, typeof(string)));
    }

    public override IQueryable<long> HitsOfAny(CasesDb db, SearchIndex index, string words) =>
        db.Set<SqliteSearchRow>(index.Table).Where(row => row.Match == words).Select(row => row.Key);

    public override string AnyOf(IEnumerable<string> words) => string.Join(" OR ", words.Select(word => $"\"{word}\""));

    /// <summary>
    /// Its statistics know no values, so a sample of the rows is looked at. Keys are given without gaps, and one whose
    /// row is gone counts like one that does not match.
    /// </summary>
    public override bool EstimatesFromSample => true;

    public override Statement Estimate(IQueryable ones, Translation translation) =>
        Statement.Translate(ones, translation, [StoredAs.Number], sql => $"SELECT COUNT(*) FROM ({sql}) AS sampled");

    public override long ReadEstimate(Cell value, double keysPerSample) => (long)(value.Number * keysPerSample);

    public override string Among(string value, string parameter) =>
        $"""{value} IN (SELECT k."value" FROM json_each({parameter}) AS k)""";

    /// <summary>json_each reads it.</summary>
    public override object ListParameter(IReadOnlyCollection<long> items) => JsonSerializer.Serialize(items);

    public override string Items(string parameter) =>
        $"""(SELECT value AS "Key", key AS "At" FROM json_each({parameter}))""";

    /// <summary>Otherwise a whole page that becomes free could be read in the file until it is used again.</summary>
    public override string Overwrite(bool deleted) => $"PRAGMA secure_delete = {(deleted ? "ON" : "FAST")}";

    public override string OpaqueId(string type, string key) => $"opaque_id('{type}', {key})";

    protected override string Instant(string microseconds) => $"instant({microseconds})";

    protected override string Date(string days) => $"date({days} * 86400, 'unixepoch')";
}
