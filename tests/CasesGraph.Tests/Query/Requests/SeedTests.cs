using System.Text.RegularExpressions;
using CsCheck;

namespace CasesGraph.Tests.Query.Requests;

/// <summary>A random test that fails can be tried again: its message has the seed, and the seed makes the same of it.</summary>
public sealed partial class SeedTests
{
    [Fact]
    public async Task What_fails_names_its_seed_which_repeats_it()
    {
        var tried = new List<string>();
        var failure = await Assert.ThrowsAsync<CsCheckException>(() => TryAsync(tried, seed: null));
        var seed = SeedOf(failure);

        var again = new List<string>();
        var repeated = await Assert.ThrowsAsync<CsCheckException>(() => TryAsync(again, seed));

        Assert.Equal(seed, SeedOf(repeated));
        Assert.Contains(again[0], tried, StringComparer.Ordinal);
    }

    private static Task TryAsync(List<string> tried, string? seed) =>
        new Chosen<IReadOnlyList<int>>(choices => choices.Some(3, () => choices.Below(1_000))).SampleAsync(
            numbers =>
            {
                tried.Add(string.Join(' ', numbers));
                Assert.True(numbers[0] < 500);
                return Task.CompletedTask;
            },
            seed: seed,
            iter: 100,
            threads: 1
        );

    private static string SeedOf(CsCheckException failure) =>
        Seed().Match(failure.Message) is { Success: true } found
            ? found.Groups["seed"].Value
            : throw new InvalidOperationException(failure.Message);

    [GeneratedRegex(@"CsCheck_Seed=(?<seed>\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seed();
}
