using System.Text.Json;
using CasesGraph.Access;

namespace CasesGraph.Tests.Access.Matrix;

/// <summary>
/// Every mutation as every caller: what is not allowed is refused with the action that is missing, tells nothing and
/// writes nothing.
/// </summary>
[Collection(MatrixTests.Name)]
public sealed class MutationMatrixTests(MatrixWorld world)
{
    [Fact]
    public void Every_mutation_has_a_usual_input() =>
        Assert.Equal(
            world.Shape["Mutation"].Fields.Keys.Order(StringComparer.Ordinal),
            UsualInputs.All.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task A_mutation_is_refused_with_the_first_action_that_its_caller_lacks()
    {
        var callers = new List<MatrixCaller> { await world.Callers.OnlyAsync() };
        foreach (var action in MatrixCallers.Actions)
            callers.Add(await world.Callers.OnlyAsync(action));
        callers.Add(await world.Callers.WithRoleAsync("Auditor"));
        var (needed, ofOwn) = (NeededActions.Told(), NeededActions.OfOwn());
        var others = new Dictionary<string, MatrixCaller>(StringComparer.Ordinal);
        foreach (var action in needed.Values.SelectMany(actions => actions).Distinct(StringComparer.Ordinal))
            others.Add(action, await world.Callers.WithoutAsync(action));
        var refused = 0;

        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in UsualInputs.All.Keys.Except(ofOwn, StringComparer.Ordinal))
            {
                foreach (var caller in callers.Concat(needed[mutation].Select(action => others[action])))
                {
                    var answer = await world.Mutator.AskAsync(
                        caller.Client,
                        mutation,
                        world.Input(mutation),
                        Mutator.TooLong
                    );
                    var missing = IsTold(mutation, caller)
                        ? needed[mutation].FirstOrDefault(action => !caller.Actions.Contains(action))
                        : null;
                    Assert.True(
                        missing is null ? !IsRefused(answer) : IsOnly(missing, answer),
                        $"{mutation} by {caller.Name}, without {missing}: {answer}"
                    );
                    refused += missing is null ? 0 : 1;
                }
            }
        });

        Assert.True(refused > 1_000, $"Only {refused} refused.");
    }

    [Fact]
    public async Task Who_looks_as_another_writes_nothing()
    {
        using var viewer = new HttpClient
        {
            BaseAddress = world.Administrator.BaseAddress,
            DefaultRequestHeaders = { { ViewAs.Header, $"user:{world.Ids["user"]}" } },
        };
        await world.SameRowsAsync(async () =>
        {
            foreach (var mutation in UsualInputs.All.Keys)
            {
                var answer = await world.Mutator.AskAsync(viewer, mutation, world.Input(mutation));
                Assert.Contains("FORBIDDEN", answer, StringComparison.Ordinal);
                Assert.DoesNotContain(MatrixWorld.Canary, answer, StringComparison.Ordinal);
            }
        });
    }

    /// <summary>Whoever does not see what is named is not told what it would need.</summary>
    private static bool IsTold(string mutation, MatrixCaller caller) =>
        mutation is not "revertChangeSet" || caller.Actions.Contains("CASE_VIEW");

    /// <summary>Nothing but mistakes is told.</summary>
    private static bool IsOnly(string action, string answer) =>
        Mutator.Payload(answer) is { ValueKind: JsonValueKind.Object } payload
        && string.Equals(Mutator.ForbiddenAction(answer), action, StringComparison.Ordinal)
        && payload.EnumerateObject().Count(member => member.Value.ValueKind is not JsonValueKind.Null) == 1
        && !answer.Contains(MatrixWorld.Canary, StringComparison.Ordinal);

    private static bool IsRefused(string answer) =>
        Mutator.ForbiddenAction(answer) is not null
        || Mutator.Payload(answer) is not { ValueKind: JsonValueKind.Object };
}
