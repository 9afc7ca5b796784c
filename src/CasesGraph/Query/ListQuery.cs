using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// The LINQ of a list. Below owners a page is taken per owner, which ends at its limit in the index where there is one.
/// </summary>
internal sealed partial class ListQuery(
    ListSelection list,
    ListArguments arguments,
    PlanScope scope,
    ILookup<Type, MappedIndex> indexes,
    OwnerRows above,
    EntityModel? owner,
    PropertyInfo? foreignKey
)
{
    /// <summary>
    /// Of the log, for the planner: few lists go through much of it before they are full, and followers are mostly at its
    /// end. Both leave room for what is cheaper still, such as the changes of one case.
    /// </summary>
    private const double ShareOfPage = 0.01;
    private const double ShareOfFollowing = 0.0001;

    private readonly ParameterExpression row = Expression.Parameter(list.Child.Type, "row");

    /// <summary>How it is asked of rows whether a search finds them; null for by the keys of all hits.</summary>
    public SearchAsked? Asked { get; init; }

    /// <summary>A column by whose range the run knows between which keys the page is; null for anywhere.</summary>
    public string? Within { get; init; }

    /// <summary>Null where the list tells of nothing that left.</summary>
    private LeftRows? Left => foreignKey is null ? LeftRows.Of(list.Child, row, scope) : null;

    private IReadOnlyList<OrderKey> Order =>
        arguments.Backward ? [.. arguments.Order.Select(key => key.Reversed)] : arguments.Order;

    /// <summary>Whether a page looks at a part of the log only.</summary>
    public bool IsWindowed =>
        foreignKey is null
        && list.Child.Declared.IsLog
        && scope.Db.Conditions.Hide(list.Child.Type)
        && LogWindow.Bounds(list.Child, arguments);

    public IQueryable Page(RowLayout layout) =>
        owner is null
            ? AtTheRoot(layout, HasTimes ? ExpectedInPart : Expected(ShareOfPage, [.. Window, .. Bounds()]))
            : Sorted(PagesBelow(owner), first: false)
                .Columns(row, layout.Expressions(row, Rank, own: above.Own(foreignKey!)));

    /// <summary>What is new behind a place in the log.</summary>
    public IQueryable Following(RowLayout layout) => AtTheRoot(layout, Expected(ShareOfFollowing, [.. Bounds()]));

    public IQueryable Keys()
    {
        var key = Expression.Property(row, list.Child.Key!);
        return All().Sort(row, key, descending: false, first: true).Columns(row, [key]);
    }

    /// <summary>All rows that the condition and the search find.</summary>
    public IQueryable All() =>
        foreignKey is not null ? Matching([PlanScope.IsAmongKeys(Foreign), .. Conditions()])
        : Forms.ReadAll() is PageForm.AmongKeys { Parts: var parts } ? Among(parts, [])
        : Matching([.. IsAmongSought(), .. Conditions()]);

    /// <summary>One row for each that a count counts.</summary>
    public IQueryable Ones() => OnesFound() ?? (HasTimes ? InTimes : All()).Ones(row);

    /// <summary>The same without the end of the log that is not settled yet: few rows, but no statistics know that.</summary>
    public IQueryable OnesSettledOrNot() => Matching(Conditions(settledOnly: false)).Ones(row);

    /// <summary>The same of rows whose keys the run brings.</summary>
    public IQueryable OnesAmongKeys() =>
        Matching([PlanScope.IsAmongKeys(Expression.Property(row, list.Child.Key!)), .. Conditions()]).Ones(row);

    public IQueryable CountsByOwner()
    {
        var counted = Counted([]);
        var one = counted.Tally is null ? row : Expression.Parameter(counted.Tally.Row, "row");
        var key = Linq.Unwrap(counted.Tally is null ? Foreign : counted.Column(one, foreignKey!));
        var groups = counted.GroupBy(one, key);
        var group = Expression.Parameter(groups.ElementType, "group");
        return groups.Columns(group, [Expression.Property(group, nameof(IGrouping<,>.Key)), counted.CountOf(group)]);
    }

    /// <summary>All rows, to be counted by some columns, and by the half hours of a time.</summary>
    public CountedRows Counted(IReadOnlyList<PropertyInfo> by, PropertyInfo? cut = null) =>
        Tallied(by, cut) ?? new(All(), Tally: null);

    /// <summary>What says how many they are in place of all rows; null where nothing does.</summary>
    public CountedRows? Tallied(IReadOnlyList<PropertyInfo> by, PropertyInfo? cut = null) =>
        new TalliedRows(list, arguments, scope).Find(by, cut, foreignKey);

    private Expression[] Window =>
        IsWindowed ? [LogWindow.Has(Expression.Property(row, list.Child.Key!), arguments)] : [];

    private Expression? Settled => scope.Db.Dialect.IsSettled(Expression.Property(row, list.Child.Key!));

    private Expression Foreign => SeenRows.Own(Expression.Property(row, foreignKey!));

    private IQueryable AtTheRoot(RowLayout layout, Expression[] bounds) =>
        Forms.Read() switch
        {
            PageForm.ByParts parts => FirstOf(parts, bounds, layout),
            PageForm.ByTeams teams => FirstOf(teams, bounds, layout),
            PageForm.AlongOwners along => FirstOf(along, layout),
            PageForm.AmongKeys { Parts: var parts } => First(Among(parts, bounds), layout),
            _ when HitsFirst is { } hits => First(Among(Found(hits), bounds, isFound: true), layout),
            _ => First(Matching([.. Conditions(), .. bounds]), layout),
        };

    private IQueryable First(IQueryable rows, RowLayout layout) =>
        Sorted(rows, first: true).Columns(row, layout.Expressions(row, Rank, Left)).Take(scope.Limit.Expression);

    /// <summary>The pages of all owners, by owner.</summary>
    private IQueryable PagesBelow(EntityModel owners)
    {
        var one = Expression.Parameter(owners.Type, "owner");
        var key = Expression.Property(one, owners.Key!);
        var among = above.Of(scope, owners).Where(one, PlanScope.IsAmongKeys(key));
        var rows = (scope.Db.Dialect.HasLateralJoins, list.Child.Key) switch
        {
            (true, _) => among.SelectMany(one, PageOf(Linq.Hidden(key))),
            (_, { } keyOfRow) => Picked(among, owners.Key!, keyOfRow),
            // The order of links is that of what they link with, which no index has: EF Core numbers the owners' rows.
            (_, null) => among.SelectMany(one, PageOf(key, PlanScope.IsAmongKeys(Foreign))),
        };
        return rows.Sort(row, Foreign, descending: false, first: true);
    }

    /// <summary>For each owner the rows whose keys are on its page.</summary>
    private IQueryable Picked(IQueryable owners, PropertyInfo ownerKey, PropertyInfo key)
    {
        var pairs = owners.CrossJoin(above.Below(scope, list.Child, foreignKey!));
        var pair = Expression.Parameter(pairs.ElementType, "pair");
        var picked = Expression.Property(pair, nameof(Pair<,>.Row));
        var ofOwner = Expression.Property(Expression.Property(pair, nameof(Pair<,>.Owner)), ownerKey);
        var keys = PageOf(ofOwner).Select(row, Expression.Property(row, key));
        return pairs.Where(pair, Linq.Contains(keys, Expression.Property(picked, key))).Select(pair, picked);
    }

    private IQueryable PageOf(Expression owner, params IEnumerable<Expression> more) =>
        Sorted(
                Matching([.. more, .. Conditions(), .. Bounds()])
                    .Where(row, Expression.Equal(Linq.Lift(Foreign), Linq.Lift(owner))),
                first: true
            )
            .Take(scope.Limit.Expression);

    private IQueryable Matching(IEnumerable<Expression> conditions) =>
        Of(
            Left is not null ? SeenRows.All(scope.Rows(list.Child))
                : foreignKey is not null ? above.Below(scope, list.Child, foreignKey)
                : list.Child.Declared.IsLog && scope.Access.LogReaders is LogReaders.All
                    ? scope.Rows(list.Child, RowPart.AskedElsewhere)
                : scope.Rows(list.Child),
            conditions
        );

    private IQueryable Of(IQueryable rows, IEnumerable<Expression> conditions) =>
        conditions.Joined(Expression.AndAlso) is { } all ? rows.Where(row, all) : rows;

    private IEnumerable<Expression> Conditions(
        bool settledOnly = true,
        Filter? foundElsewhere = null,
        IReadOnlySet<string>? hidden = null,
        bool isFound = false
    )
    {
        if (
            Visibility.Hides(list.Child, list.Node, arguments.IncludeDeleted)
            && Visibility.IsVisible(row, list.Node, scope) is { } listed
        )
            yield return listed;
        // Below an owner, changes come in order by themselves: writes to one case, or of one set, wait for each other.
        else if (settledOnly && foreignKey is null && list.Child.Declared.IsLog && Settled is { } settled)
            yield return settled;
        var filters = new FilterExpression(scope, arguments.IncludeDeleted)
        {
            FoundElsewhere = foundElsewhere,
            Hidden = (
                row,
                Within is null
                    ? hidden
                    : new HashSet<string>([.. hidden ?? FrozenSet<string>.Empty, Within], StringComparer.Ordinal)
            ),
            AsksEachRow = Left is not null,
        };
        if (Left is { } left)
            yield return left.Matching(arguments.Where ?? Filter.All, filters);
        else if (arguments.Where is { } where)
            yield return filters.Build(where, row);
        if (Asked is { } asked)
            yield return asked.Matches(NodeOf(row));
        else if (arguments.Search is { } search && !isFound)
            yield return new SearchExpression(search, scope, arguments.IncludeDeleted).Matches(NodeOf(row));
        if (Within is not null)
        {
            foreach (var between in Between)
                yield return between;
        }
    }

    /// <summary>
    /// The bounds, of which the first tells how much of the log is expected to be read: what is looked up for each change
    /// costs little while those are few, but a planner that takes them for all the log reads all that they refer to.
    /// </summary>
    private Expression[] Expected(double share, Expression[] bounds)
    {
        if (!list.Child.Declared.IsLog || arguments is not { Where: not null, Order: [{ Path: [var key] }] })
            return bounds;
        var first =
            bounds.FirstOrDefault() ?? Expression.GreaterThan(Expression.Property(row, key), Expression.Constant(0L));
        return scope.Db.Dialect.Expecting(first, share) is { } expected ? [expected, .. bounds.Skip(1)] : bounds;
    }

    private IEnumerable<Expression> Bounds()
    {
        if (arguments.After is { } after)
            yield return KeysetExpression.Behind(arguments.Order, Values(after), Key);
        if (arguments.Before is { } before)
            yield return KeysetExpression.Behind([.. arguments.Order.Select(key => key.Reversed)], Values(before), Key);
    }

    private List<Expression?> Values(Bound bound) =>
        [.. bound.Values.Select(slot => slot is null ? null : scope.Value(slot))];

    private IQueryable Sorted(IQueryable rows, bool first) => Sorted(rows, Order, first);

    private IQueryable Sorted(IQueryable rows, IEnumerable<OrderKey> order, bool first)
    {
        foreach (var key in order)
        {
            var column = Key(key);
            if (key.Nullable && key.NullsFirst == key.Descending)
            {
                // Nulls come first in ascending order; any other place is a sort key of its own.
                rows = rows.Sort(row, Linq.IsNull(column), key.NullsFirst, first);
                first = false;
            }
            rows = rows.Sort(row, column, key.Descending, first);
            first = false;
        }
        return rows;
    }

    private Expression Key(OrderKey key)
    {
        if (key.IsRank)
            return Rank();
        var column = Linq.Follow(row, key.Path);
        return key.Scalar.StoredAs is StoredAs.Flag ? Linq.AsNumber(column) : column;
    }

    private Expression Rank() =>
        Asked?.Rank(NodeOf(row))
        ?? new SearchExpression(arguments.Search!, scope, arguments.IncludeDeleted).Rank(NodeOf(row));

    private Expression NodeOf(Expression of) => list.Node is null ? of : Expression.Property(of, list.Node);
}
