using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Bugs;

[Description("There is no such bug; nothing was written.")]
public sealed record BugNotFoundError([property: Description("The id that names no bug."), AsId] Ref<Bug> Id)
    : UserError("There is no bug with this id.");

[Description("The bug is deleted and takes no writes until it is restored; nothing was written.")]
public sealed record BugDeletedError([property: Description("The deleted bug as it is.")] Ref<Bug> Bug)
    : UserError("The bug is deleted. Restore it first.");

[Description("Somebody else has written to the bug since the caller read it; nothing was written.")]
public sealed record BugVersionConflictError(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The bug as it is now.")] Ref<Bug> Current
) : UserError($"The bug has changed since version {ExpectedVersion}.");
