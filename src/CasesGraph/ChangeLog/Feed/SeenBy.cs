using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>What a caller who sees some cases only sees them by, as the log keeps it (<see cref="CaseFacets"/>).</summary>
/// <param name="Parts">The facets of every case that is seen have one of them.</param>
/// <param name="Others">Whether records that are no cases are told as well.</param>
internal sealed record SeenBy(IReadOnlyList<string> Parts, bool Others)
{
    private static readonly SeenByContactsAttribute Declared = SeenByContacts.Declared(typeof(Case))!;
    private static readonly RightsAttribute Rights = EntityRights.Of<Case>();

    /// <summary>Null where the caller sees all cases.</summary>
    public static SeenBy? Of(EntityModel log, Caller caller)
    {
        var isOfCases = log.Type == typeof(CaseChange);
        if (!isOfCases && log.Type != typeof(RecordChange))
            return null;
        var tokens = caller.Actor.ContactId is { } contact
            ? OfContact(contact, caller)
            : OfStaff(caller.Access[Rights.View!.Value], caller);
        return tokens is null ? null : new([.. tokens.SelectMany(CaseFacets.Parts)], Others: !isOfCases);
    }

    private static IEnumerable<string> OfContact(long contact, Caller caller) =>
        LedFacets
            .Links.Prepend(Facet(Declared.Contact!))
            .Select(facet => CaseFacets.Token(facet, contact))
            .Concat(caller.Accounts.Select(account => CaseFacets.Token(Facet(Declared.Account!), account)))
            .Concat(LedFacets.PartsOf(contact, caller.Accounts));

    private static IEnumerable<string>? OfStaff(AccessLevel level, Caller caller) =>
        level switch
        {
            AccessLevel.None => [],
            AccessLevel.Team => caller.Teams.Select(team => CaseFacets.Token(Facet(Rights.Team!), team)),
            // The first of those who own a case says whose it is; without one it is another's, who is not kept.
            AccessLevel.Own when CaseFacets.Find(Rights.Owners![0]) is { } owner =>
            [
                CaseFacets.Token(owner.Declared.Facet!, caller.Actor.UserId),
                CaseFacets.Token(owner.Declared.Facet!, value: null),
            ],
            _ => null,
        };

    private static string Facet(string property) => CaseFacets.Find(property)!.Declared.Facet!;
}
