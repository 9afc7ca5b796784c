using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Jobs;

/// <summary>Jobs as tests start and see them.</summary>
internal static class JobWorld
{
    public const string Fields =
        "id kind status progress total done updated unchanged rejected createdAt startedAt finishedAt estimatedFinishAt message changeSet { id action reason job { id } changes { totalCount } }";

    private static readonly string[] Counted =
    [
        "status",
        "total",
        "done",
        "updated",
        "unchanged",
        "rejected",
        "progress",
    ];

    extension(HttpClient server)
    {
        /// <summary>A mass update of cases by a filter; the id of its job.</summary>
        public async Task<string> StartMassUpdateAsync(string select, string set, string more = "")
        {
            var payload = await server.MutateAsync(
                "massUpdateCases",
                input: null,
                $$"""{select: {{select}}, set: { {{set}} }, reason: "Job"{{more}} }"""
            );
            return payload.Object("job").GetProperty("id").GetString()!;
        }

        public async Task<JsonElement> JobAsync(string id, string fields = Fields) =>
            (await server.AskAsync($$"""{ job(id: "{{id}}") { {{fields}} } }""")).GetProperty("job");

        /// <summary>The job once it has ended.</summary>
        public async Task<JsonElement> EndedJobAsync(string id, string fields = Fields)
        {
            JsonElement job = default;
            await Eventually.HoldsAsync(async () =>
            {
                job = await server.JobAsync(id, fields);
                return job.GetProperty("finishedAt").ValueKind is not JsonValueKind.Null;
            });
            return job;
        }
    }

    public static string Counts(JsonElement job) =>
        string.Join(' ', Counted.Select(name => job.GetProperty(name).ToString()));
}
