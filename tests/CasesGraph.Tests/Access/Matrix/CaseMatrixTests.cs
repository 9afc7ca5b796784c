using CasesGraph.Access;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// Every mutation of a case by callers who see and write to some of them: what is not seen is as what never was, what is
/// seen and not reached is refused, and neither is written to.
/// </summary>
[Collection(MatrixTests.Name)]
public sealed class CaseMatrixTests(MatrixWorld world)
{
    /// <summary>Which state a case must be in, where that is not to be in use, for anything to be looked at.</summary>
    private static readonly Dictionary<string, CaseState> States = new(StringComparer.Ordinal)
    {
        ["restoreCases"] = CaseState.Deleted,
        ["unmergeCase"] = CaseState.Merged,
        // What is not reached is left, and counted.
        ["revertChangeSet"] = CaseState.None,
    };

    [Theory]
    [InlineData(AccessLevel.All, AccessLevel.Team)]
    [InlineData(AccessLevel.All, AccessLevel.Own)]
    [InlineData(AccessLevel.Team, AccessLevel.Team)]
    [InlineData(AccessLevel.Team, AccessLevel.Own)]
    [InlineData(AccessLevel.Own, AccessLevel.Own)]
    [InlineData(AccessLevel.None, AccessLevel.None)]
    public async Task A_case_is_written_to_as_far_as_the_level_of_each_action(AccessLevel views, AccessLevel writes)
    {
        var caller = await world.Callers.WithLevelsAsync(views, writes, world.Ids["team"]);
        var cases = await MatrixCases.AddAsync(world, caller);
        var needed = NeededActions.Told();
        var (hidden, refused, allowed) = (0, 0, 0);

        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in UsualInputs.All.Keys.Where(IsOfCase))
            {
                var asPart = MatrixWorld.Names(UsualInputs.All[mutation]).Overlaps(["update", "attachment"]);
                foreach (var one in cases.All)
                {
                    // Of a purged case the log is there for whom sees all.
                    if (one.State is CaseState.Purged && views is AccessLevel.All && mutation is "revertChangeSet")
                        continue;
                    var isWritten = needed[mutation].All(action => cases.IsReached(one, action, caller, asPart));
                    var isSeen = cases.IsSeen(one, caller.Views, asPart);
                    var answer = await AskAsync(one, isSeen && isWritten ? Mutator.TooLong : "Any");
                    Assert.Empty(cases.ToldIn(answer, caller.Views).Except([one.Name], StringComparer.Ordinal));
                    if (!isSeen)
                    {
                        hidden++;
                        var unknown = await AskAsync(one.Unknown, "Any");
                        Assert.Equal(one.WithoutIds(unknown), one.WithoutIds(answer));
                        Assert.DoesNotContain(MatrixWorld.Canary, answer, StringComparison.Ordinal);
                    }
                    else if (!isWritten && States.GetValueOrDefault(mutation, CaseState.InUse) == one.State)
                    {
                        refused++;
                        Assert.True(
                            answer.Contains("ForbiddenError_action", StringComparison.Ordinal)
                                || answer.Contains("\"FORBIDDEN\"", StringComparison.Ordinal),
                            $"{mutation} {one} by {caller}: {answer}"
                        );
                    }
                    else if (isWritten)
                    {
                        allowed++;
                        Assert.False(
                            answer.Contains("ForbiddenError_action", StringComparison.Ordinal),
                            $"{mutation} {one} by {caller}: {answer}"
                        );
                    }

                    Task<string> AskAsync(MatrixCase of, string reason) =>
                        world.Mutator.AskAsync(caller.Client, mutation, world.Input(mutation, cases.Names(of)), reason);
                }
            }
        });

        Assert.True(views is AccessLevel.All || hidden > 50, $"{hidden} hidden.");
        Assert.True(writes == views || refused > 10, $"{refused} refused.");
        Assert.True(writes is AccessLevel.None || allowed > 50, $"{allowed} allowed.");
    }

    private static bool IsOfCase(string mutation) =>
        MatrixWorld.Names(UsualInputs.All[mutation]).Overlaps(MatrixCase.AllNames);
}
