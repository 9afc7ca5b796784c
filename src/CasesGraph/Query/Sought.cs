using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// A way to come to a filter's rows from what it names, such as a contact: their keys, perhaps with others and some twice,
/// so the filter is still asked of each (docs/decisions/0025).
/// </summary>
/// <param name="Keys">Of the rows, as indexes find them.</param>
internal sealed record Sought(IQueryable Keys)
{
    private const int OfNoList = -3;
    private const int Unmistakable = 10_600;

    /// <summary>With more, a look ends: in tables of any size pages of so many fill up soon enough along their order's index.</summary>
    public const int MostRows = 8_000;

    /// <summary>Of rows that others refer to and that are looked through by themselves: their keys go back and forth.</summary>
    public const int MostNamed = 500;

    /// <summary>Of the list's own rows, which are looked through once instead of for each statement.</summary>
    public const int MostOwn = 2_000;

    /// <summary>
    /// More rows than there are. A part that says how many it takes at most is read by itself: no planner puts the
    /// conditions beside it into it, whose indexes would read far more rows.
    /// </summary>
    public static Holder All { get; } = Holder.ForSlot(new Slot(OfNoList, Unmistakable, typeof(int)));

    public static bool IsAll(Slot slot) => slot.List == OfNoList;

    /// <summary>The keys of what has to be looked through first, as no index finds it: for the run to bring.</summary>
    public IQueryable? Named { get; init; }

    /// <summary>Whether those are of the list's own rows, and <see cref="Keys"/> what the run brings.</summary>
    public bool IsOwn { get; init; }

    /// <summary>With more of those keys a look ends.</summary>
    public int Most => IsOwn ? MostOwn : MostNamed;

    public required bool IsByIndex { get; init; }

    /// <summary>Texts without case that are looked for by their keys.</summary>
    public IReadOnlyList<Slot> Folded { get; init; } = [];
}

/// <summary>Rows that others refer to, and the filter on them.</summary>
internal sealed record SoughtNamed(
    EntityModel Entity,
    Filter Filter,
    bool IncludeDeleted,
    ILookup<Type, MappedIndex> Indexes
)
{
    /// <summary>The keys of those that the filter finds, whoever sees them.</summary>
    public IQueryable Keys(PlanScope scope)
    {
        var row = Expression.Parameter(Entity.Type, "named");
        var key = Expression.Property(row, Entity.Key!);
        var named = new FilterExpression(scope, IncludeDeleted).Build(Filter, row);
        var values = new SoughtValues(scope, Indexes, IncludeDeleted, SoughtMode.Within);
        if (values.Of(Filter, Entity, listed: false, Entity.Key!) is { } found)
            named = Expression.AndAlso(Linq.Contains(found, key), named);
        return SeenRows.All(scope.Rows(Entity)).Where(row, named).Select(row, key);
    }
}
