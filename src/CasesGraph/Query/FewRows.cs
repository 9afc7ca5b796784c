using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// How a root list is read where what its filter names leads to few rows: those are read, and sorted. Whether they are few is
/// looked at in each run, for neither a planner nor the plan knows the values; the look ends where they are many.
/// </summary>
/// <param name="Named">The keys of what the filter names, where no index finds it: what the others are run with.</param>
/// <param name="MostNamed">With more keys of those the look ends.</param>
/// <param name="Found">How many rows it leads to, up to the limit; null where they are what is named.</param>
/// <param name="Rows">Null where only the count is asked for.</param>
/// <param name="Folded">Texts without case that are looked for by their keys.</param>
/// <param name="IsByIndex">Whether the filter's values lead to them by indexes alone.</param>
internal sealed record FewRows(
    Statement? Named,
    int MostNamed,
    Statement? Found,
    Statement? Rows,
    Statement? Counts,
    IReadOnlyList<Slot> Folded,
    bool IsByIndex
)
{
    /// <summary>
    /// A small iota below a letter is a mark, and by itself a letter: only of texts with it can two be the same without case
    /// whose keys differ.
    /// </summary>
    private const char Iota = 'ι';

    /// <summary>
    /// Along an order's index, which looks at each row whether the filter holds, more rows are read in the time in which one is
    /// found by its key, and sorted.
    /// </summary>
    private const double WalkedForEach = 0.5;

    /// <summary>Keys are positive.</summary>
    private const long NoRow = 0;

    public bool IsOfCaller => new[] { Named, Found, Rows, Counts }.Any(statement => statement?.IsOfCaller is true);

    /// <summary>How many statements a look takes at most.</summary>
    public int StatementCount => (Named is null ? 0 : 1) + (Found is null ? 0 : 1);

    /// <summary>Each way to them, in the order in which they are looked at.</summary>
    /// <param name="start">Begins the query of one statement.</param>
    public static IReadOnlyList<FewRows> Of(
        EntityModel list,
        RowLayout layout,
        bool reads,
        bool counts,
        Func<(ListQuery, PlanScope)> start
    )
    {
        var (first, _) = start();
        return [.. first.Sought.Select((way, place) => Of(way, place))];

        FewRows Of(Sought way, int place)
        {
            return new FewRows(
                way.Named is null ? null : In((_, sought, scope) => NamedBy(sought.Named!, scope)),
                way.Most,
                way.IsOwn
                    ? null
                    : In((query, sought, scope) => Totals.CountAndLast(query.Look(sought), scope.Translation, list)),
                reads
                    ? In(
                        (query, sought, scope) =>
                            Statement.Translate(query.Page(sought, layout), scope.Translation, layout.Kinds)
                    )
                    : null,
                counts ? In((query, sought, scope) => Totals.Count(query.Ones(sought), scope.Translation)) : null,
                way.Folded,
                way.IsByIndex
            );

            Statement In(Func<ListQuery, Sought, PlanScope, Statement> write)
            {
                var (query, scope) = start();
                return write(query, query.Sought[place], scope);
            }
        }
    }

    /// <summary>Looks how many rows there are; null where too many for anything to be read by them.</summary>
    /// <param name="limit">How many rows are asked for.</param>
    public async ValueTask<FewFound?> LookAsync(
        ReadSession session,
        RequestValues values,
        int limit,
        CancellationToken token
    )
    {
        if (Folded.Any(slot => HasIota(values[slot])))
            return null;
        IReadOnlyCollection<long> keys = [NoRow];
        if (Named is not null)
        {
            var named = await session.ReadAsync(Named, values, [], MostNamed + 1, token);
            if (named.Count > MostNamed)
                return null;
            if (named.Count > 0)
                keys = [.. Enumerable.Range(0, named.Count).Select(row => named[row, 0].Number)];
        }
        // To read and sort them by their keys takes no longer than to look through them once more.
        if (Found is null)
            return new FewFound(this, keys, IsFewer: true);
        var found = await session.ReadAsync(Found, values, keys, Sought.MostRows + 1, token);
        var (count, last) = ((double)found[0, 0].Number, found[0, 1] is { IsNull: false } key ? key.Number : 0);
        return count > Sought.MostRows
            ? null
            : new FewFound(this, keys, IsFewer: count <= limit || count * count <= limit * last * WalkedForEach);
    }

    private static bool HasIota(object value) => ((string)value).Contains(Iota, StringComparison.Ordinal);

    private static Statement NamedBy(IQueryable keys, PlanScope scope)
    {
        var key = Expression.Parameter(keys.ElementType, "key");
        return Statement.Translate(
            keys.Take(scope.Limit.Expression).Columns(key, [key]),
            scope.Translation,
            [StoredAs.Number]
        );
    }
}

/// <summary>What a look has found.</summary>
/// <param name="Keys">What the statements are run with.</param>
/// <param name="IsFewer">
/// Whether fewer rows than would be walked along the order's index until a page of them is full, as far as they lie evenly.
/// </param>
internal sealed record FewFound(FewRows By, IReadOnlyCollection<long> Keys, bool IsFewer)
{
    /// <summary>Whether they are counted so as well: the usual count begins with what an index finds too, but with nothing else.</summary>
    public bool IsCounted => IsFewer || !By.IsByIndex;
}
