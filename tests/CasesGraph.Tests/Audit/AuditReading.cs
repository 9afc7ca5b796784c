using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Audit;

internal static class AuditReading
{
    private const string Fields = """
        id at kind actor { displayName ... on User { id } } apiKey { id } viewAs { id } address objectId
        object { __typename id } detail
        """;

    extension(HttpClient auditor)
    {
        /// <summary>Events that meet a condition, the oldest first.</summary>
        /// <param name="where">The fields of the filter.</param>
        public async Task<IReadOnlyList<JsonElement>> EventsAsync(string where)
        {
            var data = await auditor.AskAsync(
                $$"""{ auditEvents(where: { {{where}} }, order: { at: ASC }, first: 100) { nodes { {{Fields}} } } }"""
            );
            return [.. data.GetProperty("auditEvents").GetProperty("nodes").EnumerateArray()];
        }

        /// <summary>The same of events that are written while nobody waits, as soon as there are so many.</summary>
        public async Task<IReadOnlyList<JsonElement>> EventsAsync(string where, int count)
        {
            IReadOnlyList<JsonElement> events = [];
            await Eventually.HoldsAsync(async () => (events = await auditor.EventsAsync(where)).Count >= count);
            Assert.Equal(count, events.Count);
            return events;
        }
    }

    extension(JsonElement audit)
    {
        public string? Text(string name) => audit.GetProperty(name).GetString();

        public string? Actor => audit.GetProperty("actor").GetProperty("id").GetString();

        /// <summary>What stands under a name in the detail; null where there is none.</summary>
        public string? Detail(string name) =>
            audit.GetProperty("detail") is { ValueKind: JsonValueKind.Object } detail
            && detail.TryGetProperty(name, out var value)
                ? value.GetString()
                : null;
    }
}
