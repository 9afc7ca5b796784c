using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Users;

[Description("Whoever sent this request.")]
public sealed record Viewer(
    [property: Description("The opaque id of the user behind the request; null for none.")]
    [property: AsId]
        Ref<User>? Id,
    [property: Description("The user behind the request; null for none.")] Ref<User>? User
);
