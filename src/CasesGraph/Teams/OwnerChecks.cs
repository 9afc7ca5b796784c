using CasesGraph.Access;
using CasesGraph.Operations;

namespace CasesGraph.Teams;

/// <summary>What holds whenever somebody writes to what its owner shares.</summary>
internal static class OwnerChecks
{
    /// <summary>Notes that the caller, who sees it, may not write to it.</summary>
    public static void Run(long? ownerId, Call call, InputChecks checks)
    {
        var isOwn = ownerId is { } owner && owner == call.Caller.Actor.UserId;
        if (!isOwn && !call.Caller.May(AccessAction.AccessManage))
            checks.Add(new ForbiddenError(AccessAction.AccessManage));
    }
}
