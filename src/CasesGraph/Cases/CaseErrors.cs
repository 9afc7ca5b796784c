using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Cases;

[Description("There is no such case; nothing was written.")]
public sealed record CaseNotFoundError([property: Description("The id that names no case."), AsId] Ref<Case> Id)
    : UserError($"There is no case {Id.Key}.");

[Description("The case is deleted and takes no writes until it is restored; nothing was written.")]
public sealed record CaseDeletedError([property: Description("The deleted case as it is.")] Ref<Case> Case)
    : UserError($"Case {Case.Key} is deleted. Restore it first.");

[Description("The case was merged into another and takes no writes any more; nothing was written.")]
public sealed record CaseMergedError(
    [property: Description("The case that goes on in its place; null for a caller who may not see it.")]
        Ref<Case>? Survivor,
    Ref<Case> Merged
) : UserError($"Case {Merged.Key} was merged into {(Survivor is { } goesOn ? $"case {goesOn.Key}" : "another")}.");
