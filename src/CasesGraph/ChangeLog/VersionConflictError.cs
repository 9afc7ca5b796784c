using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

[Description("Somebody else has written to the case since the caller read it; nothing was written.")]
public sealed record VersionConflictError(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The case as it is now.")] Ref<Case> Current,
    [property: Description("What changed since expectedVersion, by whom, in log order; the newest 100.")]
        IReadOnlyList<Ref<CaseChange>> Changes
) : UserError($"Case {Current.Key} has changed since version {ExpectedVersion}.");
