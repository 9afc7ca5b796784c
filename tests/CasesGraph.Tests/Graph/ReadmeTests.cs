using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

/// <summary>The operations that stand in README.md, sent in its order to a server as it starts one.</summary>
public sealed partial class ReadmeTests(OperationTests.DemoServer demo) : IClassFixture<OperationTests.DemoServer>
{
    [Fact]
    public async Task Every_operation_of_the_README_runs_and_gets_the_answer_that_stands_below_it()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"));
        var answered = 0;

        foreach (Match example in Example().Matches(readme))
        {
            var document = example.Groups["operation"].Value;
            if (document.Contains("subscription", StringComparison.Ordinal))
                continue;
            var answer = await demo.Server.QueryAsync(document);

            Assert.False(answer.TryGetProperty("errors", out _), $"{document}\n{answer}");
            if (example.Groups["answer"] is not { Success: true, Value: var shown })
                continue;
            answered++;
            Assert.Equal(Compact(shown), Changing().Replace(Compact(answer.GetRawText()), "\"id\":\"…\""));
        }

        Assert.True(answered >= 5, $"Only {answered} operations have an answer.");
    }

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json), Readable);

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex(
        @"```graphql\n(?<operation>.*?)```\n(\n```json\n(?<answer>.*?)```)?",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Example();

    /// <summary>Ids of what another run numbers otherwise.</summary>
    [GeneratedRegex("\"id\":\"[^\"]+\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changing();
}
