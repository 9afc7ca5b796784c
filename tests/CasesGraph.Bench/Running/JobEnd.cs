using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Running;

/// <summary>Asks a server for jobs, and waits for their end.</summary>
internal static class JobEnd
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>The job once it has succeeded, with what is selected of it.</summary>
    public static async Task<JsonNode> OfAsync(BenchServer server, string id, string fields, CancellationToken token)
    {
        while (true)
        {
            var job = (await AskAsync(server, $$"""{ job(id: "{{id}}") { status message {{fields}} } }""", token))[
                "job"
            ]!;
            switch (job["status"]!.GetValue<string>())
            {
                case "SUCCEEDED":
                    return job;
                case "QUEUED" or "RUNNING":
                    await Task.Delay(Between, token);
                    break;
                default:
                    throw new BenchStoppedException($"{server.Name}: {job.ToJsonString()}");
            }
        }
    }

    /// <summary>The data of an answer without errors.</summary>
    public static async Task<JsonNode> AskAsync(BenchServer server, string query, CancellationToken token) =>
        JsonNode.Parse(await Comparison.AnswerAsync(server, JsonSerializer.Serialize(new { query }), token))!["data"]!;
}
