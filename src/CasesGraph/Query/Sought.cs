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

    /// <summary>What has to be looked through first, as no index finds it: the keys of what is found there are for the run to bring.</summary>
    public SoughtNamed? Named { get; init; }

    /// <summary>Whether the run brings the keys of the list's own rows.</summary>
    public bool IsOwn => Named is { IsOwn: true };

    public required bool IsByIndex { get; init; }

    /// <summary>Texts without case that are looked for by their keys.</summary>
    public IReadOnlyList<Slot> Folded { get; init; } = [];
}

/// <summary>Rows that others refer to, or the list's own, and the filter on them.</summary>
/// <param name="IsOwn">Whether the filter is asked of each of them again, as it is of the rows of the list.</param>
internal sealed record SoughtNamed(
    EntityModel Entity,
    Filter Filter,
    bool IncludeDeleted,
    ILookup<Type, MappedIndex> Indexes,
    bool IsOwn
)
{
    /// <summary>With more the look ends.</summary>
    public int Most => IsOwn ? Sought.MostOwn : Sought.MostNamed;

    /// <summary>The keys of those that the filter finds, whoever sees them; of the list's own perhaps some more.</summary>
    public IQueryable Keys(PlanScope scope)
    {
        var key = Entity.Key!;
        var values = new SoughtValues(scope, Indexes, IncludeDeleted, SoughtMode.Within);
        var found = values.Of(Filter, Entity, listed: false, key);
        if (IsOwn && found is not null)
            return found;
        var row = Expression.Parameter(Entity.Type, "named");
        var named = new FilterExpression(scope, IncludeDeleted).Build(Filter, row);
        if (found is not null)
            named = Expression.AndAlso(Linq.Contains(found, Expression.Property(row, key)), named);
        return SeenRows.All(scope.Rows(Entity)).Where(row, named).Select(row, Expression.Property(row, key));
    }
}
