using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Users;

[Description("There is no such user; nothing was written.")]
public sealed record UserNotFoundError([property: Description("The id that names no user."), AsId] Ref<User> Id)
    : UserError("There is no user with this id.");

[Description("Somebody else has written to the user since the caller read it; nothing was written.")]
public sealed record UserVersionConflictError(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The user as it is now.")] Ref<User> Current
) : UserError($"The user has changed since version {ExpectedVersion}.");
