using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

/// <summary>The requests of docs/import.md, as they stand there, one after the other.</summary>
public sealed partial class WizardTests
{
    private const string Dry = ", dryRun: true";

    [Fact]
    public async Task A_wizard_that_sends_what_stands_in_the_docs_gets_what_stands_there()
    {
        var page = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "import.md"));
        await using var server = await RunningServer.StartAsync();
        var blocks = Blocks().Matches(page);
        var rows = blocks.First(block => block.Groups["kind"].Value is "csv").Groups["text"].Value;

        var sent = await SendAsync(server, page, Encoding.Latin1.GetBytes(rows));
        Assert.Equal(AnswerBehind(blocks, "sh"), sent);
        foreach (var (at, block) in blocks.Index().Where(one => one.Item.Groups["kind"].Value is "graphql"))
        {
            await SettledAsync(server);
            var answer = (await server.QueryAsync(block.Groups["text"].Value)).GetRawText();
            Assert.DoesNotContain("\"message\":\"There is no", answer, StringComparison.Ordinal);
            if (at + 1 < blocks.Count && blocks[at + 1].Groups["kind"].Value is "json")
                Assert.Equal(Unsigned(blocks[at + 1].Groups["text"].Value.TrimEnd()), Paced(answer));
            else
                Assert.DoesNotContain("\"errors\":[", answer, StringComparison.Ordinal);
        }
        await SettledAsync(server);
        Assert.Equal(
            blocks.Last(block => block.Groups["kind"].Value is "csv").Groups["text"].Value,
            await RejectedAsync(server)
        );
        Assert.Equal(
            "Of 3 rows 2 were created, 0 updated, 0 left as they are, 1 rejected, 0 left out.",
            await RunAsync(server, page)
        );
    }

    private static string AnswerBehind(MatchCollection blocks, string kind)
    {
        var at = blocks
            .Index()
            .First(one => one.Item.Groups["kind"].Value.Equals(kind, StringComparison.Ordinal))
            .Index;
        return blocks[at + 1].Groups["text"].Value.TrimEnd();
    }

    private static async Task<string> SendAsync(RunningServer server, string page, byte[] file)
    {
        var body = new MultipartFormDataContent
        {
            { new StringContent(Operations().Match(page).Groups["json"].Value), "operations" },
            { new StringContent("""{"0": ["variables.file"]}"""), "map" },
            Uploading.File("0", "list.csv", file),
        };
        using var request = Uploading.Request(body);
        using var response = await server.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task SettledAsync(RunningServer server) =>
        await Eventually.HoldsAsync(async () =>
            (await server.Client.AskAsync("{ jobs(where: { finishedAt: { eq: null } }) { totalCount } }"))
                .GetProperty("jobs")
                .GetProperty("totalCount")
                .GetInt32() == 0
        );

    /// <summary>The plan that was tried.</summary>
    private static async Task<string?> RunAsync(RunningServer server, string page)
    {
        var tried = Blocks().Matches(page).First(block => block.Value.Contains(Dry, StringComparison.Ordinal));
        await server.QueryAsync(tried.Groups["text"].Value.Replace(Dry, "", StringComparison.Ordinal));
        await SettledAsync(server);
        var jobs = await server.Client.AskAsync("{ jobs(first: 1) { nodes { message } } }");
        return jobs.GetProperty("jobs").GetProperty("nodes")[0].GetProperty("message").GetString();
    }

    /// <summary>Of the job that was followed.</summary>
    private static async Task<string> RejectedAsync(RunningServer server)
    {
        var jobs = await server.Client.AskAsync(
            "{ jobs(where: { dryRun: { eq: true } }) { nodes { rejectedRowsUrl } } }"
        );
        var url = jobs.GetProperty("jobs").GetProperty("nodes")[0].GetProperty("rejectedRowsUrl").GetString()!;
        return Encoding.Latin1.GetString(await server.Client.GetByteArrayAsync(new Uri(url, UriKind.Relative)));
    }

    /// <summary>How fast it was differs.</summary>
    private static string Paced(string answer) => Pace().Replace(answer, "\"rowsPerSecond\":5210.4");

    /// <summary>Who shows nothing needs no signature.</summary>
    private static string Unsigned(string answer) => Signature().Replace(answer, "");

    [GeneratedRegex("\\?for=[^\"]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Signature();

    [GeneratedRegex(
        "```(?<kind>[a-z]+)\n(?<text>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Blocks();

    [GeneratedRegex(
        "operations='(?<json>.*?)' ",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Operations();

    [GeneratedRegex("\"rowsPerSecond\":[0-9.E+]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pace();
}
