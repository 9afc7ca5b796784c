using System.ComponentModel;
using CasesGraph.Model;

namespace CasesGraph.Operations;

[Description("One object of many that was not written, and why.")]
public sealed record Rejection(
    [property: Description("The id that was given or selected."), AsId] string Id,
    [property: Description("Why it was not written, for people.")] string Reason,
    [property: Description("Why it was not written, for programs.")] ValidationCode Code
);
