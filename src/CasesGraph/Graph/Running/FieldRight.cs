using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>Who may ask for a field of Query or Subscription at all; which rows there are for a caller, the entities say.</summary>
internal sealed record FieldRight
{
    private FieldRight(AccessAction? action, bool isForAll) => (Action, IsForAll) = (action, isForAll);

    /// <summary>Null for all staff, and for administrators alone.</summary>
    public AccessAction? Action { get; }

    public bool IsForAll { get; }

    public bool IsForContacts { get; private init; }

    /// <summary>Whether it is not for callers who see only what cases lead to: it begins with all there is.</summary>
    public bool IsOfAll { get; private init; }

    public static FieldRight Everybody { get; } = new(action: null, isForAll: true);

    public static FieldRight To(AccessAction action) => new(action, isForAll: false);

    /// <summary>The same, for contacts as well; all else is not for them.</summary>
    public FieldRight AndContacts() => this with { IsForContacts = true };

    /// <summary>As the entity says; where each has rows of its own, everybody may ask for them.</summary>
    public static FieldRight ToSee(Type entity) =>
        EntityRights.Find(entity) switch
        {
            null => new FieldRight(action: null, isForAll: false),
            { View: { } view, Own: null } => To(view),
            _ => Everybody,
        };

    /// <summary>The same of a list that nothing leads to.</summary>
    public static FieldRight ToList(Type entity) => ToSee(entity) with { IsOfAll = true };

    /// <summary>Tells a caller who may not.</summary>
    /// <param name="coordinate">Of the field in the schema.</param>
    public void Check(AccessShape access, string coordinate)
    {
        if (
            access.IsContact
                ? IsForContacts
                : IsForAll
                    || access.IsAdministrator
                    || (Action is { } one && access.May(one) && !(IsOfAll && access[one] is AccessLevel.Linked))
        )
            return;
        throw new RequestErrorException(GraphErrorCode.Forbidden, $"You are not allowed to use {coordinate}.")
        {
            Forbidden = new ForbiddenPlace(coordinate, Action is { } needed ? Naming.UpperSnake($"{needed}") : null),
        };
    }
}
