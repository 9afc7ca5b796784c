using System.ComponentModel;

namespace CasesGraph.Access;

[Description("One action, and how far it is allowed.")]
public sealed record Grant(
    [property: Description("What may be done.")] AccessAction Action,
    [property: Description("How far it may be done; NONE is not at all.")] AccessLevel Level
);
