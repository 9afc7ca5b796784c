using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Query;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>What tests of the log write and read, by plain requests.</summary>
public static class CaseWriting
{
    extension(HttpClient server)
    {
        public async Task<JsonElement> AskAsync(string query, object? variables = null)
        {
            var answer = await server.AnswerAsync(query, variables);
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return answer.GetProperty("data");
        }

        /// <summary>The whole answer, with its extensions.</summary>
        public async Task<JsonElement> AnswerAsync(string query, object? variables = null)
        {
            using var response = await server.PostAsJsonAsync("/graphql", new { query, variables });
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        }

        /// <summary>A mutation that makes no mistake, its input as GraphQL without braces; its payload with the change set.</summary>
        public async Task<JsonElement> WriteAsync(string mutation, string input, string selection = "")
        {
            var data = await server.AskAsync(
                $$"""
                mutation {
                  {{mutation}}(input: { {{input}} }) { {{selection}} changeSet { id } errors { ... on Error { message } } }
                }
                """
            );
            var payload = data.GetProperty(mutation);
            Assert.Equal(JsonValueKind.Null, payload.GetProperty("errors").ValueKind);
            return payload;
        }

        /// <summary>The new case's number.</summary>
        public async Task<long> CreateCaseAsync(string subject, string priority = "MEDIUM", string? description = null)
        {
            var data = await server.AskAsync(
                """
                mutation ($subject: String!, $priority: CasePriority, $description: String) {
                  createCase(input: { subject: $subject, priority: $priority, description: $description }) {
                    case { number }
                  }
                }
                """,
                new
                {
                    subject,
                    priority,
                    description,
                }
            );
            return data.GetProperty("createCase").GetProperty("case").GetProperty("number").GetInt64();
        }

        public Task SetPriorityAsync(long number, string priority) =>
            server.AskAsync(
                $"mutation {{ updateCase(input: {{ id: {number}, priority: {priority} }}) {{ case {{ version }} }} }}"
            );

        /// <summary>
        /// The end of the log, once all is settled that was written up to the last write to a case that is still there: after
        /// a purge another write has to come first.
        /// </summary>
        public async Task<string> ChangeCursorAsync()
        {
            const string newest =
                "cases(first: 1, order: [{updatedAt: DESC}], includeDeleted: true) { nodes { changes(last: 1) { nodes { cursor } } } }";
            var last = (await server.AskAsync($"{{ {newest} }}"))
                .GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .SelectMany(node => node.GetProperty("changes").GetProperty("nodes").EnumerateArray())
                .Select(change => Position(change.GetProperty("cursor")))
                .SingleOrDefault();
            JsonElement cursor = default;
            await Eventually.HoldsAsync(async () =>
            {
                cursor = (await server.AskAsync("{ changeCursor }")).GetProperty("changeCursor");
                return Position(cursor) >= last;
            });
            return cursor.GetString()!;

            static long Position(JsonElement cursor) =>
                LogPosition.TryParse(cursor.GetString()!, out var position) ? position : -1;
        }

        /// <summary>Everything behind a cursor by the list, as the texts of its nodes.</summary>
        public async Task<IReadOnlyList<string>> ListChangesAsync(
            string? after,
            string selection,
            string? where = null,
            string? list = null
        )
        {
            await server.ChangeCursorAsync();
            var changes = new List<string>();
            while (true)
            {
                var data = await server.AskAsync(
                    "query ($after: String) { caseChanges(first: 100, after: $after, where: "
                        + (where ?? "null")
                        + ", list: "
                        + (list ?? "null")
                        + $") {{ nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }} }} }}",
                    new { after }
                );
                var page = data.GetProperty("caseChanges");
                changes.AddRange(page.GetProperty("nodes").EnumerateArray().Select(node => node.GetRawText()));
                if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                    return changes;
                after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            }
        }
    }
}
