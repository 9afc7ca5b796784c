using System.ComponentModel;
using CasesGraph.Access;

namespace CasesGraph.Audit;

[Description("Whether a user sees a case, and why, or why not.")]
public sealed record AccessExplanation(
    [property: Description("Whether the user sees it.")] bool Visible,
    [property: Description("How far the user may see cases at all: the widest level that a role gives.")]
        AccessLevel Level,
    [property: Description("The reasons, for people, a sentence each.")] IReadOnlyList<string> Because
);
