using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using CasesGraph.Access;

namespace CasesGraph.Data;

/// <summary>Who looks at rows, as conditions on them see it.</summary>
/// <param name="Shape">What the caller may do: conditions may be made by it, for plans are kept by it.</param>
/// <param name="User">The key of the user who calls, 0 for none: another for each caller, so never looked at itself.</param>
/// <param name="Teams">The keys of that user's teams, likewise.</param>
/// <param name="Contact">The key of the contact who calls, 0 for none, likewise.</param>
/// <param name="Accounts">The keys of the accounts that the contact is of, likewise.</param>
internal sealed record RowAccess(
    AccessShape Shape,
    Expression User,
    Expression Teams,
    Expression Contact,
    Expression Accounts
)
{
    /// <summary>In place of all that the caller reaches by teams or as an owner; null for all.</summary>
    public RowPart? Part { get; init; }

    /// <summary>For plans, which do not know the caller: runs bring the values.</summary>
    public static RowAccess Planned(AccessShape shape) =>
        new(
            shape,
            CallerSlots.User.Expression,
            CallerSlots.Teams.Expression,
            CallerSlots.Contact.Expression,
            CallerSlots.Accounts.Expression
        );

    /// <summary>For what one caller does.</summary>
    public static RowAccess Of(Caller caller) =>
        new(
            caller.Access,
            Captured(caller.Actor.UserId ?? 0),
            Captured<List<long>>([.. caller.Teams]),
            Captured(caller.Actor.ContactId ?? 0),
            Captured<List<long>>([.. caller.Accounts])
        );

    private static Expression Captured<T>(T value)
    {
        Expression<Func<T>> captured = () => value;
        return captured.Body;
    }
}

/// <summary>A part of the rows that a caller reaches by teams or as an owner: what reads each part need not say the whole.</summary>
/// <param name="Has">
/// The condition on a row, which is given the one that it is reached at all; null where whoever reads the part sees to it.
/// </param>
internal sealed record RowPart(Func<Expression, Expression?, Expression?> Has)
{
    /// <summary>Of rows, and of what belongs to them, where it is asked elsewhere whether they are reached.</summary>
    public static RowPart AskedElsewhere { get; } = new((_, _) => null);

    /// <summary>The rows that meet a condition.</summary>
    public static RowPart Of(Func<Expression, Expression?> has) => new((row, _) => has(row));

    /// <summary>All that is reached, of rows whose reference leads to what is known to be seen.</summary>
    public static RowPart OfSeen(PropertyInfo reference) =>
        new((row, reached) => row is MemberExpression { Member: var member } && member == reference ? null : reached);
}

/// <summary>The places of plans that a caller brings the values to, the same in all plans.</summary>
internal static class CallerSlots
{
    /// <summary>No list of a request has so many values before one of these could be mistaken for another's.</summary>
    private const int First = 10_000;

    private const int FirstTeam = First + 4;

    private const int List = -1;

    /// <summary>Keys are positive.</summary>
    private const long NobodysTeam = 0;

    public static Holder User { get; } = Holder.ForSlot(new Slot(List, First, typeof(long)));

    public static Holder Teams { get; } = Holder.ForSlot(new Slot(List, First + 1, typeof(long), IsList: true));

    public static Holder Contact { get; } = Holder.ForSlot(new Slot(List, First + 2, typeof(long)));

    public static Holder Accounts { get; } = Holder.ForSlot(new Slot(List, First + 3, typeof(long), IsList: true));

    public static IReadOnlyList<Holder> All { get; } = [User, Teams, Contact, Accounts];

    private static readonly ImmutableArray<Holder> EachTeam =
    [
        .. Enumerable
            .Range(FirstTeam, PlannedTeams.Most)
            .Select(index => Holder.ForSlot(new Slot(List, index, typeof(long)))),
    ];

    /// <summary>One of the caller's teams; one that is nobody's where there are fewer.</summary>
    public static Holder Team(int place) => EachTeam[place];

    /// <summary>Those that plans by a shape can have.</summary>
    public static IEnumerable<Holder> Of(AccessShape shape) =>
        shape.Teams is { } teams ? All.Concat(EachTeam.Take(teams.Places)) : All;

    public static bool IsOfCaller(Slot slot) => slot.List == List;

    /// <summary>Whether each caller brings another value.</summary>
    public static bool IsOfOne(Slot slot) => slot == User.Slot || slot == Contact.Slot;

    public static object Value(Slot slot, Caller? caller) =>
        caller is null ? throw new InvalidOperationException("Nobody brings a value for this place.")
        : slot == User.Slot ? caller.Actor.UserId ?? 0
        : slot == Teams.Slot ? caller.Teams
        : slot == Contact.Slot ? caller.Actor.ContactId ?? 0
        : slot == Accounts.Slot ? caller.Accounts
        : TeamOf(caller, slot.Index - FirstTeam);

    private static long TeamOf(Caller caller, int place) =>
        place < caller.Teams.Length ? caller.Teams[place] : NobodysTeam;
}
