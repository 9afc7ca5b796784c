namespace CasesGraph.Tests.Access.Matrix;

/// <summary>What docs/access.md says a mutation needs is all that it needs.</summary>
public sealed class WrittenMutationsTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    [Fact]
    public async Task Every_mutation_is_done_for_whom_has_what_it_needs_and_sees_what_it_names()
    {
        var (needed, mistakes) = (NeededActions.Told(), new List<string>());
        foreach (var mutation in UsualInputs.All.Keys)
        {
            await world.RenewAsync(mutation);
            var isImport = MatrixWorld.Names(UsualInputs.All[mutation]).Contains("import");
            // What is in its rows needs what it would need by itself.
            IEnumerable<string> beside = isImport ? ["CASE_CREATE"] : [];
            var caller = await world.Callers.OnlyAsync([.. MatrixCallers.Views, .. needed[mutation], .. beside]);
            var own = new Dictionary<string, string>(StringComparer.Ordinal);
            if (isImport)
                own["import"] = await MatrixWorld.PreparedImportAsync(caller.Client);

            var answer = await world.Mutator.AskAsync(caller.Client, mutation, world.Input(mutation, own));

            // All of the world's jobs have ended.
            if (mutation is "cancelJob")
                Assert.Contains("JobEndedError_", answer, StringComparison.Ordinal);
            else if (Mutator.Payload(answer) is not { } payload || Mutator.Errors(payload) is not null)
                mistakes.Add($"{mutation}: {answer}");
        }

        Assert.Equal("", string.Join('\n', mistakes));
    }
}
