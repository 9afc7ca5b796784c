using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>docs/migrating.md, as it stands there.</summary>
public sealed partial class MigratingTests
{
    private static readonly string[] Told = ["status", "created", "updated", "unchanged", "rejected"];

    [Fact]
    public async Task The_worked_example_of_migrating_does_what_it_says_and_nothing_the_second_time()
    {
        var page = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "migrating.md"));
        await using var server = await RunningServer.StartAsync();
        var files = Files().Matches(page);

        foreach (Match file in files)
        {
            var job = await RunAsync(server, file);
            Assert.Equal(file.Groups["answer"].Value, Answer(job));
        }
        var look = Look().Match(page);
        var answer = await server.QueryAsync(look.Groups["query"].Value);
        Assert.Equal(look.Groups["answer"].Value, answer.GetRawText());
        foreach (Match file in files)
        {
            var again = await RunAsync(server, file);
            Assert.Equal(0, again.GetProperty("created").GetInt32() + again.GetProperty("updated").GetInt32());
        }
        Assert.Equal(5, files.Count);
    }

    private static async Task<JsonElement> RunAsync(RunningServer server, Match file)
    {
        var input = await server.Client.ProposalAsync(
            file.Groups["name"].Value,
            Encoding.UTF8.GetBytes(file.Groups["rows"].Value),
            proposal =>
            {
                foreach (var (name, value) in JsonNode.Parse(file.Groups["choices"].Value)!.AsObject())
                    proposal[name] = value!.DeepClone();
            },
            file.Groups["records"].Value
        );
        return await server.Client.RunImportAsync(input);
    }

    private static string Answer(JsonElement job) =>
        new JsonObject(
            Told.Select(name => KeyValuePair.Create(name, JsonNode.Parse(job.GetProperty(name).GetRawText())))
        ).ToJsonString();

    [GeneratedRegex(
        @"`(?<name>[a-z]+\.csv)`, (?<records>[A-Z_]+).*?```csv\n(?<rows>.*?)```\s*```json\n(?<choices>.*?)```\s*```json\n(?<answer>.*?)\n```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Files();

    [GeneratedRegex(
        @"```graphql\n(?<query>.*?)```\s*```json\n(?<answer>.*?)\n```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Look();
}
