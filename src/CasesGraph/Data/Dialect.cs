using System.Linq.Expressions;
using System.Runtime.InteropServices;
using CasesGraph.Data.Tallies;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Where a database differs in what it is asked, as far as EF Core does not translate it by itself.</summary>
internal abstract class Dialect
{
    private protected static string Log => EntityModel.Log.Table;

    /// <summary>The log's column with the position.</summary>
    private protected static string Position => EntityModel.Log.Key!.Name;

    /// <summary>One row with the columns of <see cref="LogEnds"/>.</summary>
    public abstract Statement LogEnds { get; }

    /// <summary>Reads of what a write refers to.</summary>
    public LinkedColumns.Statements Linked => field ??= new(this);

    /// <summary>Whether a joined query can use the columns of what it is joined to.</summary>
    public virtual bool HasLateralJoins => false;

    /// <summary>
    /// Whether a union of queries with one order for all is read in that order as far as rows are asked for, where an index
    /// has each.
    /// </summary>
    public virtual bool MergesUnions => false;

    /// <summary>
    /// The condition that nothing can come before a change any more; null where that holds for all that can be read.
    /// </summary>
    /// <param name="position">The change's place in the log.</param>
    public virtual Expression? IsSettled(Expression position) => null;

    /// <summary>The last position before which nothing can come any more, as an expression; null for the last one there is.</summary>
    public virtual string? SettledPosition => null;

    /// <summary>
    /// A condition, with the share of the rows that the planner is to expect of it; null where it knows by itself how few
    /// are read, from values and from how many are asked for.
    /// </summary>
    public virtual Expression? Expecting(Expression condition, double share) => null;

    /// <summary>
    /// The condition, which no index is chosen by: the planner does not see what it compares, and expects that it holds for
    /// many rows.
    /// </summary>
    public abstract Expression Unindexed(Expression condition);

    /// <summary>The keys of the rows in whose text a term occurs.</summary>
    /// <param name="probe">The term's text, as <see cref="SearchTerm.Probe"/> has it.</param>
    /// <param name="part">Looks into this part and those before it.</param>
    /// <param name="only">Of these columns into no others; null for all.</param>
    public abstract IQueryable<long> Hits(
        CasesDb db,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        SearchPart part = SearchPart.Internal,
        IReadOnlyList<SearchColumn>? only = null
    );

    /// <summary>The keys of the rows in whose text each of some terms occurs, as <see cref="Hits"/> has it.</summary>
    public abstract IQueryable<long> HitsOfAll(
        CasesDb db,
        SearchIndex index,
        IReadOnlyList<(Expression Probe, bool IsPhrase)> terms,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only = null
    );

    /// <summary>
    /// The same as <see cref="Hits"/>, asked of one row: from its text, for to look it up in the index takes ten times as long.
    /// </summary>
    public abstract Expression Occurs(
        CasesDb db,
        SearchIndex index,
        Expression row,
        Expression probe,
        SearchPart part = SearchPart.Internal,
        IReadOnlyList<SearchColumn>? only = null
    );

    /// <summary>The same hits, each once, for who counts them up to a limit: what is read soonest comes first.</summary>
    public virtual IQueryable<long> HitsToCount(
        CasesDb db,
        SearchIndex index,
        Expression probe,
        bool isPhrase,
        SearchPart part,
        IReadOnlyList<SearchColumn>? only
    ) => Hits(db, index, probe, isPhrase, part, only);

    /// <summary>
    /// Whether a term certainly has more than so many hits, without reading any; null where only counting them tells.
    /// </summary>
    public virtual Expression? IsCommon(SearchIndex index, Expression probe, SearchPart part, Expression hits) => null;

    /// <summary>How many hits of a search are read in which way.</summary>
    /// <param name="hits">So many are read and sorted where hits are read quickly.</param>
    public abstract HitLimits Sorted(int hits);

    /// <summary>The keys of the rows in whose text any of some words occurs.</summary>
    /// <param name="words">As <see cref="AnyOf"/> has them.</param>
    public abstract IQueryable<long> HitsOfAny(CasesDb db, SearchIndex index, string words);

    /// <summary>Words as <see cref="HitsOfAny"/> takes them.</summary>
    public abstract string AnyOf(IEnumerable<string> words);

    /// <summary>Whether <see cref="Estimate"/> looks at rows, and so at those of a sample of the table's keys alone.</summary>
    public virtual bool EstimatesFromSample => false;

    /// <summary>
    /// The rows of a tally of one column, those that alone count what they count, and those of which several may; null where
    /// there are none of these.
    /// </summary>
    public virtual (IQueryable<TRow> Whole, IQueryable<TRow>? Others) Split<TRow>(IQueryable<TRow> rows, Tally tally)
        where TRow : TallyRow => (rows, null);

    /// <summary>A statement of bounded cost whose one value tells about how many rows a query has.</summary>
    /// <param name="ones">A row for each: of all, or of those whose keys the run brings.</param>
    public abstract Statement Estimate(IQueryable ones, Translation translation);

    /// <summary>The number that such a value stands for.</summary>
    /// <param name="keysPerSample">How many keys of the table each of the sample stands for.</param>
    public abstract long ReadEstimate(Cell value, double keysPerSample);

    /// <summary>The condition that a value is among the keys that a list parameter brings.</summary>
    public abstract string Among(string value, string parameter);

    /// <summary>A list of whole numbers as the value of one parameter, for <see cref="Items"/>.</summary>
    public abstract object ListParameter(IReadOnlyCollection<long> items);

    /// <summary>The items of a list parameter of whole numbers as a table of "Key" and, in their order, "At".</summary>
    public abstract string Items(string parameter);

    /// <summary>
    /// A statement after which the transaction overwrites what it deletes, and one after which it does so no more; null
    /// where the database has no such thing.
    /// </summary>
    public virtual string? Overwrite(bool deleted) => null;

    /// <summary>
    /// A statement after which the database gives an entity keys behind one that a write brings itself; null where it does so
    /// anyway.
    /// </summary>
    public virtual string? KeysGoOnBehind(EntityModel entity, long key) => null;

    /// <summary>A statement that needs all that a write does, and changes nothing.</summary>
    public abstract string EmptyWrite { get; }

    /// <summary>The opaque id of a key, null for null.</summary>
    public abstract string OpaqueId(string type, string key);

    /// <summary>What is stored as text (<see cref="ValueText"/>), null for null.</summary>
    public string Text(ValueText text, StoredAs storedAs, string stored) =>
        text switch
        {
            SameText or DigitsText { Places: 0 } => $"CAST({stored} AS TEXT)",
            DigitsText { Places: var places } => Digits(stored, places),
            PlaceText { Names: [var no, var yes] } when storedAs is StoredAs.Flag =>
                $"CASE WHEN {stored} THEN '{yes}' WHEN NOT {stored} THEN '{no}' END",
            PlaceText { Names: var names } =>
                $"CASE {stored} {string.Join(' ', names.Select((name, place) => $"WHEN {place} THEN '{name}'"))} END",
            InstantText => Instant(stored),
            DateText => Date(stored),
            _ => throw new NotSupportedException(text.GetType().Name),
        };

    protected abstract string Instant(string microseconds);

    protected abstract string Date(string days);

    private static string Digits(string stored, int places)
    {
        var one = $"1{new string('0', places)}";
        var size = $"ABS({stored})";
        var fraction = $"substr(CAST({one} + {size} % {one} AS TEXT), 2)";
        return $"""
            CASE WHEN {stored} < 0 THEN '-' ELSE '' END || CAST({size} / {one} AS TEXT)
                || rtrim(rtrim('.' || {fraction}, '0'), '.')
            """;
    }
}

/// <summary>Where the change log ends, as one snapshot sees it; all 0 while it is empty.</summary>
/// <param name="Settled">The last change before which nothing can come any more.</param>
/// <param name="Last">The last change that can be seen.</param>
/// <param name="Next">No change can be behind this place yet.</param>
internal sealed record LogEnds(long Settled, long Last, long Next);

/// <summary>Up to how many hits a search is read in which way (docs/decisions/0029).</summary>
/// <param name="Few">They are read and sorted.</param>
/// <param name="Most">
/// The list is walked in its order, and its rows are looked for among them; with more, the rows' texts are read. No more
/// than few where the database makes no set of them.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HitLimits(int Few, int Most);
