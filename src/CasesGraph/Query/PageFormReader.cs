using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Chooses the form of a page at the root, by what its caller may do, its order, its filter, and the indexes.</summary>
internal sealed class PageFormReader(
    ListSelection list,
    ListArguments arguments,
    PlanScope scope,
    IEnumerable<MappedIndex> indexes
)
{
    private readonly EntityModel entity = list.Child;
    private readonly FixedColumns columns = new(arguments.Where);

    public PageForm Read()
    {
        var shape = scope.Db.Conditions.Shape;
        if (
            shape.IsAdministrator
            || list.Node is not null
            || arguments is { Search: not null } or { IncludeDeleted: true }
            || EntityRights.Find(entity.Type) is not { View: { } view } rights
            || IsFoundByItself(rights.Team)
        )
            return PageForm.Condition;
        return (shape[view], rights) switch
        {
            (AccessLevel.Team, { Team: { } team }) => OfTeams(team, shape.Teams ?? default),
            (AccessLevel.Own, { Owners: { Length: > 0 } owners }) => OfOwner(owners),
            _ => PageForm.Condition,
        };
    }

    private IndexOrder Order => new(indexes, arguments.Order, columns, [nameof(ISoftDeleted.DeletedAt)]);

    private PageForm OfTeams(string team, PlannedTeams teams)
    {
        var reference = entity.Fields.OfType<ReferenceField>().Single(field => Same(field.Property.Name, team));
        // What names teams is found by these: each of the caller's own would be read to its end for nothing.
        if (arguments.Where is { } where && Tells(where, reference))
            return PageForm.Condition;
        if (teams.Places == 0 || !Order.Has(team, []))
            return teams.HaveFew ? new PageForm.AmongKeys([Whole(team)]) : PageForm.Condition;
        if (teams.Places > 1 && !scope.Db.Dialect.MergesUnions)
            return new PageForm.ByTeams(EntityModel.Of(reference.Target), IsAmong, key => PartOf(team, key));
        return new PageForm.ByParts([
            .. Enumerable.Range(0, teams.Places).Select(place => PartOf(team, CallerSlots.Team(place).Expression)),
        ]);
    }

    private PageForm OfOwner(string[] owners)
    {
        RowPart[] parts =
        [
            .. owners.Select(
                (_, place) => new RowPart(row => RowReach.IsOwn(row, owners, place, CallerSlots.User.Expression))
            ),
        ];
        return owners.Index().All(owner => Order.Has(owner.Item, owners[..owner.Index]))
            ? new PageForm.ByParts(parts)
            : new PageForm.AmongKeys(parts);
    }

    private static RowPart Whole(string team) => new(row => IsAmong(Expression.Property(row, team)));

    private static RowPart PartOf(string team, Expression key) =>
        new(row => Expression.Equal(Expression.Property(row, team), key));

    private static MethodCallExpression IsAmong(Expression team) =>
        Expression.Call(CallerSlots.Teams.Expression, nameof(List<>.Contains), typeArguments: null, team);

    /// <summary>
    /// Whether the filter names what few rows belong to: their index finds them soonest, whoever asks. A word from a list,
    /// such as a status, has many rows.
    /// </summary>
    private bool IsFoundByItself(string? team) =>
        columns.Sought.Contains(entity.Key!.Name)
        || indexes
            .Where(index => columns.Sought.Contains(index.Columns[0].Name) && !Same(index.Columns[0].Name, team))
            .Any(index => index.IsUnique || IsOfFew(index.Columns[0].Name));

    private bool IsOfFew(string column) =>
        entity
            .Fields.OfType<ReferenceField>()
            .Any(field => Same(field.Property.Name, column) && EntityModel.Of(field.Target).IdOf is null);

    /// <summary>Whether the filter says anything about the reference.</summary>
    private static bool Tells(Filter filter, ReferenceField of) =>
        filter switch
        {
            AllOf { Filters: var all } => all.Any(one => Tells(one, of)),
            AnyOf { Filters: var any } => any.Any(one => Tells(one, of)),
            Comparison comparison => comparison.Path.Property == of.Property,
            Related related => related.Navigation == of.Navigation,
            _ => false,
        };

    private static bool Same(string name, string? other) => string.Equals(name, other, StringComparison.Ordinal);
}
