using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Keys;

[Description("Whoever sent this request.")]
public sealed record Viewer(
    [property: Description("The opaque id of the user behind the request; null for none.")]
    [property: AsId]
        Ref<User>? Id,
    [property: Description("The user behind the request; null for none.")] Ref<User>? User,
    [property: Description("The contact who asks, or for whom a portal does; null for staff.")] Ref<Contact>? Contact,
    [property: Description("The API key that the caller has shown; null for none.")] Ref<ApiKey>? ApiKey,
    [property: Description("The user's roles, by name; the caller may do less where it has shown a key.")]
        IReadOnlyList<Ref<Role>> Roles,
    [property: Description(
        "The teams that the user was made a member of, by name; all teams below them are theirs too."
    )]
        IReadOnlyList<Ref<Team>> Teams,
    [property: Description("What the caller may do, each action once, also those that it may not do at all.")]
        IReadOnlyList<Grant> Grants,
    [property: Description(
        "When what the caller has shown works no more, in UTC; its streams end then, or half a minute later. Null for never."
    )]
        DateTime? ExpiresAt,
    [property: Description(
        "The points that the caller may spend; null for one whom nobody counts, as the administrator without credentials in Development."
    )]
        RateLimit? RateLimit
);
