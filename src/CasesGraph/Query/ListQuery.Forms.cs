using System.Linq.Expressions;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>Pages at the root of what a caller reaches by teams or as an owner (<see cref="PageForm"/>).</summary>
internal sealed partial class ListQuery
{
    private PageFormReader Forms => new(list, arguments, scope, indexes);

    private IQueryable In(RowPart? part, IEnumerable<Expression> bounds, IReadOnlySet<string>? hidden) =>
        Of(
            part is null ? scope.Rows(list.Child) : scope.Rows(list.Child, part),
            [.. Conditions(hidden: hidden), .. bounds]
        );

    /// <summary>The first of all parts.</summary>
    private IQueryable FirstOf(PageForm.ByParts parts, Expression[] bounds, RowLayout layout)
    {
        var ranges = new RangeReader(arguments, new FixedColumns(arguments.Where), scope, row, Key);
        var each = parts
            .Sources.SelectMany(
                source => source.Reads is { IsWhole: false } reads ? ranges.Read(reads) : [new RowRange(bounds, Order)],
                (source, range) => (Rows: In(source.Part, range.Conditions, parts.Hidden), range.Order)
            )
            .ToList();
        var areTurned = parts.Sources.Any(source => source.Reads is { IsTurned: true });
        if (each is [var only] && !areTurned)
            return First(only.Rows, layout);
        scope.HasOnePlan = true;
        // Unions are merged by columns that they read, in one order for all.
        var areMerged = scope.Db.Dialect.MergesUnions && !areTurned;
        var rows = each.Select(one =>
            areMerged ? one.Rows : Sorted(one.Rows, one.Order, first: true).Take(scope.Limit.Expression)
        );
        // Those of the order are read too, behind all that are asked for.
        return Sorted(rows.Aggregate(Linq.Concat), first: true)
            .Take(scope.Limit.Expression)
            .Columns(row, [.. layout.Expressions(row, Rank), .. Order.Select(Key)]);
    }

    /// <summary>
    /// The first of all teams: their keys, a page of each, and then the rows of the first keys. By the rows themselves it
    /// takes four times as long for forty teams.
    /// </summary>
    private IQueryable FirstOf(PageForm.ByTeams teams, Expression[] bounds, RowLayout layout)
    {
        var team = Expression.Parameter(teams.Team.Type, "team");
        var ofTeam = Expression.Property(team, teams.Team.Key!);
        var pages = scope
            .Rows(teams.Team)
            .Where(team, teams.IsCallers(ofTeam))
            .SelectMany(
                team,
                Sorted(In(teams.PartOf(Linq.Hidden(ofTeam)), bounds, teams.Hidden), first: true)
                    .Take(scope.Limit.Expression)
            );
        var keys = Sorted(pages, first: true).Take(scope.Limit.Expression).Select(row, KeyOf(row));
        var one = Expression.Parameter(list.Child.Type, "one");
        return Sorted(scope.Rows(list.Child).Where(one, Linq.Contains(keys, KeyOf(one))), first: true)
            .Columns(row, layout.Expressions(row, Rank));
    }

    /// <summary>Rows with a key that is in one of the parts.</summary>
    private IQueryable Among(IReadOnlyList<RowPart> parts, Expression[] bounds)
    {
        var keys = KeysOf(parts, Expression.Parameter(list.Child.Type, "one"));
        var rows = In(RowPart.AskedElsewhere, bounds, hidden: null);
        if (!scope.Db.Dialect.HasLateralJoins)
            return rows.Where(row, Linq.Contains(keys, KeyOf(row)));
        // A planner that does not know how few the keys are goes along the order's index, and asks each row for its key.
        var key = Expression.Parameter(keys.ElementType, "key");
        return keys.SelectMany(
            key,
            rows.Where(row, Expression.Equal(KeyOf(row), Linq.Hidden(key))).Take(scope.Limit.Expression)
        );
    }

    private IQueryable KeysOf(IReadOnlyList<RowPart> parts, ParameterExpression one) =>
        parts
            .Select(part => scope.Rows(list.Child, part))
            .Select(rows => scope.IsListed(one) is { } listed ? rows.Where(one, listed) : rows)
            .Select(rows => rows.Select(one, KeyOf(one)))
            .Aggregate(Linq.Concat);

    /// <summary>Ways to the rows of a page from what its filter names.</summary>
    public IReadOnlyList<Sought> Sought => Seeks?.OfPage() ?? [];

    /// <summary>One row for each key, at most so many.</summary>
    public IQueryable Look(Sought sought)
    {
        var key = Expression.Parameter(sought.Keys.ElementType, "key");
        return sought.Keys.Take(scope.Limit.Expression).Ones(key);
    }

    /// <summary>The page by such a way.</summary>
    public IQueryable Page(Sought sought, RowLayout layout) => First(Among(sought, [.. Bounds()]), layout);

    /// <summary>One row for each that a count counts, by such a way.</summary>
    public IQueryable Ones(Sought sought) => Among(sought, []).Ones(row);

    /// <summary>Comparisons of a column that tell between which keys a page is; null where none do.</summary>
    public IReadOnlyList<Comparison>? Range =>
        list is { ReadsRows: true, Node: null, Child: { Key: not null, Declared.IsLog: false } child }
        && foreignKey is null
        && Near is null
        && !scope.Db.Conditions.Shape.IsContact
            ? KeyRange.Of(child, arguments, indexes[child.Type])
            : null;

    private SoughtReader? Seeks =>
        foreignKey is null
        && arguments is { Search: null, Where: not null }
        && list is { Node: null, Child: { Key: not null, Declared.IsLog: false } child }
            ? new SoughtReader(child, arguments, scope, indexes)
            : null;

    private IEnumerable<Expression> IsAmongSought()
    {
        if (Seeks?.OfAll() is { } keys)
            yield return Linq.Contains(keys, KeyOf(row));
    }

    /// <summary>The rows that have the keys, and of them those of the list.</summary>
    /// <param name="isFound">Whether they are the hits of the search.</param>
    private IQueryable Among(Sought sought, Expression[] bounds, bool isFound = false)
    {
        if (!scope.Db.Dialect.HasLateralJoins)
        {
            var isFoundBy = sought.IsOwn
                ? PlanScope.IsAmongKeys(SeenRows.Own(KeyOf(row)))
                : Linq.Contains(sought.Keys, KeyOf(row));
            var found = SeenRows.All(scope.Rows(list.Child)).Where(row, isFoundBy).Take(Query.Sought.All.Expression);
            return Of(found, [SeenRows.IsSeen(row), .. Conditions(), .. bounds]);
        }
        var key = Expression.Parameter(sought.Keys.ElementType, "key");
        var rows = Of(scope.Rows(list.Child), [.. Conditions(isFound: isFound), .. bounds]);
        return sought
            .Keys.Distinct()
            .SelectMany(
                key,
                rows.Where(row, Expression.Equal(KeyOf(row), Linq.Hidden(key))).Take(Query.Sought.All.Expression)
            );
    }

    private MemberExpression KeyOf(Expression of) => Expression.Property(of, list.Child.Key!);
}
