using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Makes the ways in which a search at the root is read.</summary>
/// <param name="counts">Whether a count is asked for.</param>
/// <param name="begin">Begins the query of one statement, of other arguments and asked otherwise.</param>
internal sealed class SearchWaysReader(
    ListSelection list,
    ListArguments arguments,
    RowLayout layout,
    bool counts,
    HitLimits limits,
    Func<PlanScope> start,
    Func<ListArguments, PlanScope, SearchAsked?, ListQuery> begin
)
{
    private const long OfNumber = 0;
    private const long OfTitle = 1;
    private const long OfRest = 2;

    private readonly SearchArgument search = arguments.Search!;

    private EntityModel Entity => list.Child;

    private bool IsRanked => arguments.Order[0].IsRank;

    /// <summary>Null where the list is no search that can be walked.</summary>
    public SearchWays? Read()
    {
        TermArgument[] terms =
        [
            .. search
                .Terms.Where((term, at) => term.Phone is null && !search.Phones.Any(phone => phone.Terms.Contains(at)))
                .Take(SearchWays.MostTerms),
        ];
        if (terms.Length == 0 || (IsRanked && (arguments.Backward || arguments.Before is not null)))
            return null;
        if (!begin(Unranked, start(), null).IsWalked)
            return null;
        var few = Few();
        // Of one term the hits are what is counted.
        if (!list.ReadsRows && few is null && search.Terms.Count == 1)
            return null;
        return new SearchWays(
            few,
            Counts(scope => terms.Select(term => In(scope).Keys.CountedHits(Entity, term))),
            IsRanked ? Counts(scope => [In(scope).Keys.CountedTitles(Entity)]) : null,
            [.. terms.Select(term => term.Probe)],
            search.Terms.Count > 1 ? Among(scope => In(scope).Keys.LeadHits(Entity)) : null,
            !list.ReadsRows ? []
                : IsRanked ? Ranks()
                : [new SearchTier(Rank: null, IsOfTitles: false, Rest(arguments, OfRest), Behind: null)],
            IsRanked ? arguments.After?.Values[0] : null,
            limits
        );
    }

    /// <summary>The list without its search and its rank, from the first row on.</summary>
    private ListArguments Unranked =>
        IsRanked
            ? arguments with
            {
                Search = null,
                Order = [.. arguments.Order.Skip(1)],
                After = null,
            }
            : arguments with
            {
                Search = null,
            };

    private ListArguments BehindCursor(Bound cursor) => Unranked with { After = new Bound([.. cursor.Values.Skip(1)]) };

    private FewSeen? Few()
    {
        return Seen(start()) is null
            ? null
            : new FewSeen(
                Counts(scope => [(IQueryable<long>)Seen(scope)!.Take(scope.Limit.Expression)]),
                Among(scope => Seen(scope)!)
            );

        IQueryable<long>? Seen(PlanScope scope) => begin(Unranked, scope, null).FewSeen();
    }

    /// <summary>Rows with these keys whose texts have all terms.</summary>
    private SearchedRows Among(Func<PlanScope, IQueryable<long>> keys)
    {
        return new SearchedRows(
            list.ReadsRows ? Of((query, scope) => Translated(query.PageOf(keys(scope), layout), scope)) : null,
            counts ? Of((query, scope) => Totals.Count(query.OnesOf(keys(scope)), scope.Translation)) : null
        );

        Statement Of(Func<ListQuery, PlanScope, Statement> write)
        {
            var scope = start();
            var (expression, text) = In(scope);
            var asked = new SearchAsked(text.Matches, row => expression.Rank(row, text.InTitle(row)));
            return write(begin(arguments, scope, asked), scope);
        }
    }

    private Statement Counts(Func<PlanScope, IEnumerable<IQueryable<long>>> read)
    {
        var scope = start();
        var key = Expression.Parameter(typeof(long), "key");
        var hits = read(scope).Select((found, place) => found.Select(key, Numbered(key, place))).Aggregate(Linq.Concat);
        return Totals.CountEachAndLast(hits, scope.Translation, Entity);
    }

    private SearchTier[] Ranks()
    {
        var tiers = new[] { Tier(OfTitle, Titles), Tier(OfRest, Rest) };
        return search.Terms.Any(term => term.Number is not null) ? [Tier(OfNumber, Numbers), .. tiers] : tiers;
    }

    private SearchTier Tier(long rank, Func<ListArguments, long, SearchForm> form) =>
        new(
            rank,
            rank is OfTitle,
            form(Unranked, rank),
            arguments.After is { } cursor ? form(BehindCursor(cursor), rank) : null
        );

    private SearchForm Numbers(ListArguments page, long rank) =>
        new(
            Few: null,
            BySet: null,
            Walk(
                page,
                rank,
                scope =>
                    row =>
                    {
                        var (expression, text) = In(scope);
                        return Expression.AndAlso(expression.IsNumber(row)!, text.Matches(row));
                    }
            )
        );

    private SearchForm Titles(ListArguments page, long rank)
    {
        return new SearchForm(
            Few(),
            HasSets
                ? Walk(page, rank, scope => row => Other(scope, row, Among(row, In(scope).Keys.TitleHits(Entity))))
                : null,
            Walk(page, rank, scope => row => Other(scope, row, In(scope).Text.InTitle(row)))
        );

        Statement Few()
        {
            var scope = start();
            var asked = new SearchAsked(
                row => Other(scope, row, Expression.Constant(true)),
                row => Numbered(KeyOf(row), rank)
            );
            return Translated(begin(page, scope, asked).PageOf(In(scope).Keys.TitleHits(Entity), layout), scope);
        }
    }

    private SearchForm Rest(ListArguments page, long rank)
    {
        var from = IsRanked ? page : Unranked;
        return new SearchForm(
            Few: null,
            HasSets
                ? Walk(
                    from,
                    rank,
                    scope =>
                        row =>
                            Behind(
                                scope,
                                row,
                                search.Terms.Count == 1
                                    ? Among(row, In(scope).Keys.LeadHits(Entity))
                                    : Expression.AndAlso(
                                        Among(row, In(scope).Keys.LeadHits(Entity)),
                                        In(scope).Text.Matches(row)
                                    )
                            )
                )
                : null,
            Walk(from, rank, scope => row => Behind(scope, row, In(scope).Text.Matches(row)))
        );
    }

    private bool HasSets => limits.Most > limits.Few;

    /// <summary>The page in the order of the list.</summary>
    private Statement Walk(ListArguments page, long rank, Func<PlanScope, Func<Expression, Expression>> matches)
    {
        var scope = start();
        var asked = new SearchAsked(matches(scope), row => Numbered(KeyOf(row), rank));
        return Translated(begin(page, scope, asked).Page(layout), scope);
    }

    private Statement Translated(IQueryable rows, PlanScope scope) =>
        Statement.Translate(rows, scope.Translation, layout.Kinds);

    private (SearchExpression Keys, SearchInText Text) In(PlanScope scope) =>
        (
            new SearchExpression(search, scope, arguments.IncludeDeleted),
            new SearchInText(search, scope, arguments.IncludeDeleted)
        );

    /// <summary>Of another rank than what is found by its number.</summary>
    private Expression Other(PlanScope scope, Expression row, Expression isFound) =>
        IsRanked && In(scope).Keys.IsNumber(row) is { } isNumber
            ? Expression.AndAlso(Expression.Not(isNumber), isFound)
            : isFound;

    /// <summary>Of another rank than what is found in titles too.</summary>
    private Expression Behind(PlanScope scope, Expression row, Expression isFound) =>
        IsRanked
            ? Other(scope, row, Expression.AndAlso(isFound, Expression.Not(In(scope).Text.InTitle(row))))
            : isFound;

    /// <summary>The key is hidden: it is looked for among the hits, not the other way round.</summary>
    private Expression Among(Expression row, IQueryable<long> keys) => Linq.Contains(keys, Linq.Hidden(KeyOf(row)));

    private MemberExpression KeyOf(Expression row) => Expression.Property(row, Entity.Key!);

    /// <summary>A number as a column: a bare one would not be sent to the database.</summary>
    private static BinaryExpression Numbered(Expression key, long number) =>
        Expression.Add(Expression.Multiply(key, Expression.Constant(0L)), Expression.Constant(number));
}
