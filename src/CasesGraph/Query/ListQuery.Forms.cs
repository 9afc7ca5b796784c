using System.Linq.Expressions;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>Pages at the root of what a caller reaches by teams or as an owner (<see cref="PageForm"/>).</summary>
internal sealed partial class ListQuery
{
    private PageFormReader Forms => new(list, arguments, scope, indexes);

    private IQueryable In(RowPart part, Expression[] bounds) => In(part, bounds, hidden: null);

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
                Sorted(In(teams.PartOf(Linq.Hidden(ofTeam)), bounds), first: true).Take(scope.Limit.Expression)
            );
        var keys = Sorted(pages, first: true).Take(scope.Limit.Expression).Select(row, KeyOf(row));
        var one = Expression.Parameter(list.Child.Type, "one");
        return Sorted(scope.Rows(list.Child).Where(one, Linq.Contains(keys, KeyOf(one))), first: true)
            .Columns(row, layout.Expressions(row, Rank));
    }

    /// <summary>Rows with a key that is in one of the parts.</summary>
    private IQueryable Among(IReadOnlyList<RowPart> parts, Expression[] bounds)
    {
        var one = Expression.Parameter(list.Child.Type, "one");
        var keys = parts
            .Select(part => scope.Rows(list.Child, part))
            .Select(rows => scope.IsListed(one) is { } listed ? rows.Where(one, listed) : rows)
            .Select(rows => rows.Select(one, KeyOf(one)))
            .Aggregate(Linq.Concat);
        var rows = In(RowPart.AskedElsewhere, bounds);
        if (!scope.Db.Dialect.HasLateralJoins)
            return rows.Where(row, Linq.Contains(keys, KeyOf(row)));
        // A planner that does not know how few the keys are goes along the order's index, and asks each row for its key.
        var key = Expression.Parameter(keys.ElementType, "key");
        return keys.SelectMany(
            key,
            rows.Where(row, Expression.Equal(KeyOf(row), Linq.Hidden(key))).Take(scope.Limit.Expression)
        );
    }

    private MemberExpression KeyOf(Expression of) => Expression.Property(of, list.Child.Key!);
}
