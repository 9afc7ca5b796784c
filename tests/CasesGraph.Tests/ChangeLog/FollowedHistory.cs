using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What is done with a few cases, and how the log of it is read afterwards.</summary>
/// <typeparam name="TKind">The kinds of actions.</typeparam>
public sealed record FollowedHistory<TKind>(
    IReadOnlyList<FollowedHistory<TKind>.Step> Actions,
    IReadOnlyList<int> PageSizes
)
    where TKind : struct, Enum
{
    /// <summary>One action.</summary>
    /// <param name="Case">Which of those that there are.</param>
    /// <param name="Whom">Whom or what it is about, of as many as there are.</param>
    public sealed record Step(TKind Kind, int Case, int Whom);

    public override string ToString() => string.Join(", ", Actions);
}

public static class FollowedHistory
{
    /// <summary>A random one.</summary>
    /// <param name="whom">How many it can be about.</param>
    public static FollowedHistory<TKind> Make<TKind>(Choices choices, int actions, int whom)
        where TKind : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(choices);
        return new(
            choices.Some(
                actions,
                () =>
                    new FollowedHistory<TKind>.Step(
                        choices.Pick(Enum.GetValues<TKind>()),
                        choices.Below(4),
                        choices.Below(whom)
                    )
            ),
            choices.Some(3, () => 1 + choices.Below(5))
        );
    }
}
