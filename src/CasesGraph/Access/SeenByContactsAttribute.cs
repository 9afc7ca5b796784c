using System.Linq.Expressions;

namespace CasesGraph.Access;

/// <summary>
/// On an entity: contacts who call see its rows, as far as it says which. Rows of an entity without it are not for contacts.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SeenByContactsAttribute : Attribute
{
    /// <summary>
    /// The property with the contact whose own a row is. Given with <see cref="Leads"/>, it says so of the row that this
    /// one leads to.
    /// </summary>
    public string? Contact { get; init; }

    /// <summary>The reference to the row that the contact of this one sees; not given: to none.</summary>
    public string? Leads { get; init; }

    /// <summary>
    /// The property with the account that a row belongs to: contacts who see their account's rows see it by that, and for
    /// others it is theirs only while they belong there, or it belongs nowhere.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>A condition of its own (<see cref="ContactCondition"/>); not given: there is none.</summary>
    public Type? Only { get; init; }

    /// <summary>
    /// The property with the key of the row that goes on in this one's place, which whoever this one is of sees instead of
    /// it; null while it goes on itself.
    /// </summary>
    public string? GoesOnIn { get; init; }

    /// <summary>The reference to the row that this one is a part of, whose contacts see it; given with <see cref="Origin"/>.</summary>
    public string? PartOf { get; init; }

    /// <summary>
    /// The property with the key of the row that this one was a part of before others went on in that, or it in another: then
    /// only who that is of sees it. Null: whoever sees the whole.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Whether contacts see any only where they are allowed the action by which staff see them.</summary>
    public bool IfAllowed { get; init; }

    /// <summary>Properties of which each hides a row: a flag that is set, or anything else that is not null.</summary>
    public string[] Unless { get; init; } = [];
}

/// <summary>Which rows of an entity contacts see, beside what the attribute says.</summary>
internal abstract class ContactCondition
{
    public abstract Expression Of(Expression row, ContactView contact);
}
