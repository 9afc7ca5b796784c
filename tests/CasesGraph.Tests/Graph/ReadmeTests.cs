using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

public sealed class ReadmeTests(OperationTests.DemoServer demo) : IClassFixture<OperationTests.DemoServer>
{
    [Fact]
    public async Task The_first_query_of_the_README_gets_the_answer_that_stands_below_it()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("README.md"));

        var answer = await demo.Server.QueryAsync(Block(readme, "graphql"));

        Assert.Equal(
            JsonSerializer.Serialize(JsonDocument.Parse(Block(readme, "json"))),
            JsonSerializer.Serialize(answer)
        );
    }

    private static string Block(string text, string language)
    {
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
