using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What is done with a few cases, and what is done meanwhile with the rights of who follows them.</summary>
public sealed record ChangedHistory<TKind, TRight>(FollowedHistory<TKind> Cases, FollowedHistory<TRight> Rights)
    where TKind : struct, Enum
    where TRight : struct, Enum
{
    /// <summary>Does some of the first, one of the second, and so on.</summary>
    public async Task RunAsync(
        Func<FollowedHistory<TKind>.Step, Task> write,
        Func<FollowedHistory<TRight>.Step, Task> change
    )
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(change);
        var done = 0;
        foreach (var right in Rights.Actions)
        {
            foreach (var step in Cases.Actions.Skip(done).Take(right.Case))
                await write(step);
            done += right.Case;
            await change(right);
        }
        foreach (var step in Cases.Actions.Skip(done))
            await write(step);
    }
}

public static class ChangedHistory
{
    /// <summary>A random one.</summary>
    /// <param name="whom">How many an action of either can be about.</param>
    public static ChangedHistory<TKind, TRight> Make<TKind, TRight>(Choices choices, int actions, int changes, int whom)
        where TKind : struct, Enum
        where TRight : struct, Enum =>
        new(FollowedHistory.Make<TKind>(choices, actions, whom), FollowedHistory.Make<TRight>(choices, changes, whom));
}
