using System.Collections.Frozen;
using System.Linq.Expressions;
using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Chooses the form of a page at the root, by what its caller may do, its order, its filter, and the indexes.</summary>
internal sealed partial class PageFormReader(
    ListSelection list,
    ListArguments arguments,
    PlanScope scope,
    ILookup<Type, MappedIndex> allIndexes
)
{
    private readonly IEnumerable<MappedIndex> indexes = allIndexes[list.Child.Type];
    private readonly EntityModel entity = list.Child;
    private readonly FixedColumns columns = new(arguments.Where);
    private readonly NamedColumns names = new(list.Child, new(arguments.Where), allIndexes[list.Child.Type]);

    public PageForm Read() =>
        (IsTrash ? Reached : Reach) switch
        {
            _ when !IsOrdered => PageForm.Condition,
            (AccessLevel.Team, { Team: { } team } rights) when !IsFoundBesideTeams(rights.Team) => OfTeams(
                team,
                scope.Db.Conditions.Shape.Teams ?? default
            ),
            (AccessLevel.Own, { Owners: { Length: > 0 } owners } rights)
                when !IsTrash && !IsFoundByItself(rights.Team) => OfOwners(owners),
            _ => OfAll(part: null),
        };

    /// <summary>The form of all rows, in whatever order: an owner has few, and no index is of all owners.</summary>
    public PageForm ReadAll() =>
        Reach is (AccessLevel.Own, { Owners: { Length: > 0 } owners } rights) && !IsFoundByItself(rights.Team)
            ? new PageForm.AmongKeys(PartsOf(owners))
            : PageForm.Condition;

    /// <summary>All that the caller reaches, each part by an index, where that may be few rows; null where it is not.</summary>
    public IReadOnlyList<RowPart>? FewParts =>
        Reach switch
        {
            (AccessLevel.Own, { Owners: { Length: > 0 } owners }) => PartsOf(owners),
            (AccessLevel.Team, { Team: { } team })
                when scope.Db.Conditions.Shape.Teams is { Places: > 0, HaveFew: not false } teams =>
            [
                .. PartsOf(team, teams),
            ],
            _ => null,
        };

    /// <summary>Whether an index has the list in its order, and the filter is on names alone, of which each has many rows.</summary>
    public bool IsWalked =>
        IsOrdered
        && !arguments.IncludeDeleted
        && columns.Others.Count == 0
        && columns.Comparisons.All(IsOfNames)
        && (IsWhole(columns) || IsWhole(columns.WithoutNames(IsName)));

    private bool IsWhole(FixedColumns given) =>
        OrderBy(given).Find(first: null, [], isLed: false, SoughtNames) is { IsWhole: true };

    /// <summary>How far the caller reaches rows in use; null where it does not matter.</summary>
    private (AccessLevel Level, RightsAttribute Rights)? Reach => arguments.IncludeDeleted ? null : Reached;

    private (AccessLevel Level, RightsAttribute Rights)? Reached =>
        scope.Db.Conditions.Shape is { IsAdministrator: false, IsContact: false } shape
        && list.Node is null
        && arguments is { Search: null }
        && EntityRights.Find(entity.Type) is { View: { } view } rights
            ? (shape[view], rights)
            : null;

    private PageForm OfOwners(string[] owners)
    {
        var parts = PartsOf(owners);
        var reads = owners.Select((owner, at) => Order.Find(owner, owners[..at], isLed: false, SoughtNames)).ToList();
        return
            reads.TrueForAll(one => one is not null && IsUsable(one))
            && reads.Sum(one => one!.Places) <= IndexOrder.MostParts
            ? new PageForm.ByParts([.. parts.Zip(reads, (part, one) => new PageSource(part, one))])
            {
                Hidden = SaidBy([.. reads.OfType<IndexReads>()]),
            }
            : new PageForm.AmongKeys(parts);
    }

    private bool IsUsable(IndexReads reads) => reads.IsWhole || !RangeReader.EndsAtACursor(arguments);

    private PageForm OfTeams(string team, PlannedTeams teams)
    {
        var reference = entity.Fields.OfType<ReferenceField>().Single(field => Same(field.Property.Name, team));
        // What names teams is found by these: each of the caller's own would be read to its end for nothing, but of few rows.
        if (arguments.Where is { } where && Tells(where, reference))
            return teams.HaveFew is true ? Unordered(team, haveFew: true) : OfAll(part: null);
        if (
            teams.Places == 0
            || Order.Find(team, [], isLed: false, SoughtNames) is not { } reads
            || !IsUsable(reads)
            || (!reads.IsWhole && reads.Places * teams.Places > IndexOrder.MostParts)
        )
            return Unordered(team, teams.HaveFew);
        if (reads.IsWhole && teams.Places > 1 && !scope.Db.Dialect.MergesUnions)
        {
            return new PageForm.ByTeams(EntityModel.Of(reference.Target), IsAmong, key => PartOf(team, key))
            {
                Hidden = Beside(reads, column => !Same(column, team)),
            };
        }
        return new PageForm.ByParts([.. PartsOf(team, teams).Select(part => new PageSource(part, reads))])
        {
            Hidden = Beside(reads, column => !Same(column, team)),
        };
    }

    /// <summary>
    /// Beside a team, or nobody, what few rows belong to is not to choose another index: nobody has more rows than a team, and a
    /// user than a small one.
    /// </summary>
    private FrozenSet<string> Beside(IndexReads reads, Func<string, bool> isAny) =>
        SoughtFirst(team: null)
            .Select(index => index.Columns[0].Name)
            .Where(column =>
                IsOfFew(column) && isAny(column) && !reads.Index.Columns.Any(one => Same(one.Name, column))
            )
            .Concat(SaidBy([reads]))
            .ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<RowPart> PartsOf(string team, PlannedTeams teams) =>
        Enumerable.Range(0, teams.Places).Select(place => PartOf(team, CallerSlots.Team(place).Expression));

    private static RowPart[] PartsOf(string[] owners) =>
        [
            .. owners.Select(
                (_, place) =>
                    RowPart.Of(row =>
                        RowReach.IsOwn(new ReachedByColumns(row), owners, place, CallerSlots.User.Expression)
                    )
            ),
        ];

    /// <summary>
    /// Where no index has teams in order: of few rows all, sorted; of many, those that the order brings first. Their team is
    /// no column of an index then, by which they would be found and all sorted too.
    /// </summary>
    private PageForm Unordered(string team, bool? haveFew) =>
        haveFew switch
        {
            _ when IsTrash => OfAll(part: null),
            true => new PageForm.AmongKeys([RowPart.Of(row => IsAmong(Expression.Property(row, team)))]),
            false => OfAll(RowPart.Of(row => IsAmong(Linq.Hidden(Expression.Property(row, team))))),
            null => OfAll(part: null),
        };

    private static RowPart PartOf(string team, Expression key) =>
        RowPart.Of(row => Expression.Equal(Expression.Property(row, team), key));

    private static MethodCallExpression IsAmong(Expression team) =>
        Expression.Call(CallerSlots.Teams.Expression, nameof(List<>.Contains), typeArguments: null, team);

    /// <summary>
    /// Whether the filter names what few rows belong to: their index finds them soonest, whoever asks. A word from a list,
    /// such as a status, has many rows.
    /// </summary>
    private bool IsFoundByItself(string? team) =>
        IsOne || SoughtFirst(team).Any(index => IsOfFew(index.Columns[0].Name));

    /// <summary>The same beside what teams have: of what nobody has there are many rows, and of a user more than of few teams.</summary>
    private bool IsFoundBesideTeams(string? team) =>
        IsOne
        || SoughtFirst(team)
            .Select(index => index.Columns[0].Name)
            .Any(column =>
                IsOfFew(column)
                && !columns.WithoutValue.Contains(column)
                && !(scope.Db.Conditions.Shape.Teams?.HaveFew is true && IsOfUser(column))
            );

    private bool IsOfUser(string column) =>
        entity
            .Fields.OfType<ReferenceField>()
            .Any(field => Same(field.Property.Name, column) && EntityModel.Of(field.Target).Declared.IsCaller);

    private bool IsOne =>
        columns.Sought.Contains(entity.Key!.Name) || SoughtFirst(team: null).Any(index => index.IsUnique);

    private IEnumerable<MappedIndex> SoughtFirst(string? team) =>
        indexes.Where(index => columns.Sought.Contains(index.Columns[0].Name) && !Same(index.Columns[0].Name, team));

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
