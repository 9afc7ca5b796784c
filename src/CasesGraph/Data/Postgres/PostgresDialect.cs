using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace CasesGraph.Data.Postgres;

internal sealed class PostgresDialect : Dialect
{
    private readonly ConditionalWeakTable<Statement, ConcurrentDictionary<(int, bool), Statement>> sent = [];

    public static PostgresDialect Instance { get; } = new();

    /// <summary>A statement as it is sent to find so many rows of one owner or several.</summary>
    public Statement Sent(Statement statement, StatementInput input) =>
        sent.GetValue(statement, static _ => [])
            .GetOrAdd((input.Limit, input.Keys.Count == 1), PostgresStatement.Of, statement);

    public override string KeysGoOnBehind(EntityModel entity, long key) =>
        $"""
            SELECT setval(s, {key}) FROM (SELECT pg_get_serial_sequence('"{entity.Table}"', '{entity.Key!.Name}') AS s) AS q
            WHERE COALESCE(pg_sequence_last_value(s::regclass), 0) < {key}
            """;

    public override string EmptyWrite => """UPDATE "LogOrigin" SET "Offset" = "Offset" WHERE false""";

    public override bool HasLateralJoins => true;

    public override Statement LogEnds { get; } =
        new(
            $"""
            SELECT COALESCE((SELECT max("{Position}") FROM "{Log}" WHERE "{Position}" <= log_settled()), 0),
                COALESCE((SELECT max("{Position}") FROM "{Log}"), 0), log_end()
            """,
            [],
            [StoredAs.Number, StoredAs.Number, StoredAs.Number]
        );

    public override string SettledPosition => "log_settled()";

    public override Expression IsSettled(Expression position) =>
        Expression.LessThanOrEqual(
            position,
            Expression.Call(typeof(PostgresFunctions), nameof(PostgresFunctions.LogSettled), typeArguments: null)
        );

    /// <summary>What was added since the last minute is little, and its values are looked up by themselves.</summary>
    public override (IQueryable<TRow> Whole, IQueryable<TRow>? Others) Split<TRow>(IQueryable<TRow> rows, Tally tally)
    {
        const long none = TallyColumn.NoKey;
        var column = tally.Columns.Single().Name;
        var added = rows.Where(row => EF.Property<bool>(row, PostgresTallies.IsAdded))
            .Select(row => EF.Property<long?>(row, column) ?? none);
        return (
            rows.Where(row =>
                !EF.Property<bool>(row, PostgresTallies.IsAdded)
                && !added.Contains(EF.Property<long?>(row, column) ?? none)
            ),
            rows.Where(row => added.Contains(EF.Property<long?>(row, column) ?? none))
        );
    }

    /// <summary>What the planner expects, from the statistics that autovacuum keeps; nothing is read.</summary>
    public override Statement Estimate(IQueryable ones, Translation translation) =>
        Statement.Translate(ones, translation, [StoredAs.Text], sql => $"EXPLAIN (FORMAT JSON) {sql}");

    public override long ReadEstimate(Cell value, double keysPerSample) =>
        (long)JsonElement.Parse(value.Text)[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();

    public override Expression Unindexed(Expression condition) =>
        Expression.Call(
            typeof(PostgresFunctions),
            nameof(PostgresFunctions.AreEqual),
            typeArguments: null,
            condition,
            Expression.Constant(true)
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
        var hit = Expression.Parameter(typeof(PostgresSearchRow), "hit");
        var matches = terms
            .Select(term => IsHit(hit, index, term.Probe, term.IsPhrase, part, only))
            .Aggregate(Expression.AndAlso);
        return db.Set<PostgresSearchRow>(index.Table)
            .Where(Expression.Lambda<Func<PostgresSearchRow, bool>>(matches, hit))
            .Select(row => row.Key);
    }

    public override Expression IsCommon(SearchIndex index, Expression probe, SearchPart part, Expression hits) =>
        Expression.Call(
            typeof(PostgresFunctions),
            nameof(PostgresFunctions.IsCommon),
            typeArguments: null,
            Expression.Constant(index.Table),
            probe,
            Expression.Constant(part is SearchPart.Title ? PostgresSearch.InTitle : ""),
            hits
        );

    /// <summary>A value, not EXISTS, which the planner might turn into a join with all texts.</summary>
    public override Expression Occurs(
        CasesDb db,
        SearchIndex index,
        Expression row,
        Expression probe,
        SearchPart part = SearchPart.Internal,
        IReadOnlyList<SearchColumn>? only = null
    )
    {
        var hit = Expression.Parameter(typeof(PostgresSearchRow), "hit");
        var isOfRow = Expression.Equal(
            Expression.Property(hit, nameof(PostgresSearchRow.Key)),
            Expression.Property(row, index.Key)
        );
        var places = SeenRows
            .AllOf(db.Set<PostgresSearchRow>(index.Table))
            .Where(Expression.Lambda<Func<PostgresSearchRow, bool>>(isOfRow, hit))
            .Select(Expression.Lambda<Func<PostgresSearchRow, int>>(Place(TextOf(hit, index, part, only), probe), hit));
        return Expression.GreaterThan(
            Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(int)], places.Expression),
            Expression.Constant(0)
        );
    }

    /// <summary>Hits are read in bulk, and the planner makes no set of them beside a walk.</summary>
    public override HitLimits Sorted(int hits) => new(5 * hits, 5 * hits);

    public override IQueryable<long> HitsOfAny(CasesDb db, SearchIndex index, string words) =>
        db.Set<PostgresSearchRow>(index.Table)
            .Where(row => row.Words.Matches(PostgresFunctions.AnyWord(words)))
            // No column: the first of them in order would be looked for along the keys, through all texts.
            .Select(row => row.Key + 0);

    public override string AnyOf(IEnumerable<string> words) => string.Join(" | ", words.Select(word => $"'{word}'"));

    public override string Among(string value, string parameter) => $"{value} = ANY ({parameter})";

    public override object ListParameter(IReadOnlyCollection<long> items) => items.ToArray();

    public override string Items(string parameter) =>
        $"""(SELECT * FROM unnest({parameter}) WITH ORDINALITY AS item("Key", "At"))""";

    /// <summary>Base64 by the alphabet for addresses, without padding.</summary>
    public override string OpaqueId(string type, string key) =>
        $"translate(rtrim(encode(convert_to('{type}:' || CAST({key} AS text), 'UTF8'), 'base64'), '='), '+/', '-_')";

    /// <summary>Days and the rest of one apart: intervals are multiplied by inexact numbers.</summary>
    protected override string Instant(string microseconds) =>
        $"""
            rtrim(rtrim(to_char(timestamp '1970-01-01' + {microseconds} / 86400000000 * interval '1 day'
                + {microseconds} % 86400000000 * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'
            """;

    protected override string Date(string days) =>
        $"to_char(date '1970-01-01' + CAST({days} AS integer), 'YYYY-MM-DD')";

    private static BinaryExpression IsHit(
        Expression hit,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only
    )
    {
        var query = Expression.Call(
            typeof(PostgresFunctions),
            nameof(PostgresFunctions.SearchQuery),
            typeArguments: null,
            probe,
            Expression.Constant(PostgresSearch.MarksOf(index, part))
        );
        var matches = Expression.Call(
            typeof(NpgsqlFullTextSearchLinqExtensions),
            nameof(NpgsqlFullTextSearchLinqExtensions.Matches),
            typeArguments: null,
            Expression.Property(hit, nameof(PostgresSearchRow.Words)),
            query
        );
        // The index has words only, and of long ones only the beginning; in which of a part's columns they are, it does not say.
        var occurs = Contains(TextOf(hit, index, part, only), probe);
        return Expression.AndAlso(
            matches,
            isPhrase || only is not null ? occurs : Expression.OrElse(IsShort(probe), occurs)
        );
    }

    private static BinaryExpression Contains(Expression text, Expression probe) =>
        Expression.GreaterThan(Place(text, probe), Expression.Constant(0));

    private static MethodCallExpression Place(Expression text, Expression probe) =>
        Expression.Call(typeof(TextFunctions), nameof(TextFunctions.Position), typeArguments: null, text, probe);

    private static BinaryExpression IsShort(Expression probe) =>
        Expression.LessThanOrEqual(
            Expression.Call(typeof(TextFunctions), nameof(TextFunctions.Length), typeArguments: null, probe),
            Expression.Constant(PostgresSearch.LongestWord)
        );

    private static Expression TextOf(
        Expression hit,
        SearchIndex index,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only
    )
    {
        Expression text = Expression.Property(hit, nameof(PostgresSearchRow.Text));
        return index
                .ColumnsOf(part, only)
                ?.Select(Expression (column) => Line(text, index.LineOf(column)))
                .Aggregate(Joined)
            ?? text;
    }

    private static BinaryExpression Joined(Expression one, Expression other) =>
        Expression.Add(one, other, typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)]));

    private static MethodCallExpression Line(Expression text, int number) =>
        Expression.Call(
            typeof(PostgresFunctions),
            nameof(PostgresFunctions.Line),
            typeArguments: null,
            text,
            Expression.Constant("\n"),
            Expression.Constant(number)
        );
}
