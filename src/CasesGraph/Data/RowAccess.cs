using System.Linq.Expressions;
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

/// <summary>The places of plans that a caller brings the values to, the same in all plans.</summary>
internal static class CallerSlots
{
    /// <summary>No list of a request has so many values before one of these could be mistaken for another's.</summary>
    private const int First = 10_000;

    private const int List = -1;

    public static Holder User { get; } = Holder.ForSlot(new Slot(List, First, typeof(long)));

    public static Holder Teams { get; } = Holder.ForSlot(new Slot(List, First + 1, typeof(long), IsList: true));

    public static Holder Contact { get; } = Holder.ForSlot(new Slot(List, First + 2, typeof(long)));

    public static Holder Accounts { get; } = Holder.ForSlot(new Slot(List, First + 3, typeof(long), IsList: true));

    public static IReadOnlyList<Holder> All { get; } = [User, Teams, Contact, Accounts];

    public static bool IsOfCaller(Slot slot) => slot.List == List;

    public static object Value(Slot slot, Caller? caller) =>
        caller is null ? throw new InvalidOperationException("Nobody brings a value for this place.")
        : slot == User.Slot ? caller.Actor.UserId ?? 0
        : slot == Teams.Slot ? caller.Teams
        : slot == Contact.Slot ? caller.Actor.ContactId ?? 0
        : caller.Accounts;
}
