using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>A key as a test has it.</summary>
internal sealed record MadeKey(string Id, string Text);

internal static class KeyedServer
{
    public const string Me = "{ me { apiKey { id } user { userName } grants { action level } } }";

    extension(RunningServer server)
    {
        /// <summary>A new key, of the demo administrator where nothing else is given.</summary>
        public Task<MadeKey> NewKeyAsync(string fields = "") => server.Client.NewKeyAsync(fields);

        /// <summary>A client that shows a key.</summary>
        public HttpClient With(string key) =>
            new()
            {
                BaseAddress = server.Client.BaseAddress,
                DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
            };

        /// <summary>A user of kind SERVICE with a role that allows some actions.</summary>
        /// <returns>The user's id.</returns>
        public async Task<string> NewServiceAsync(string name, params IEnumerable<string> actions)
        {
            var grants = string.Join(", ", actions.Select(action => $"{{action: {action} }}"));
            var role = await server.Client.RunAsync(
                $$"""createRole(input: {name: "{{name}}", grants: [{{grants}}] })""",
                "role { id }"
            );
            var user = await server.Client.RunAsync(
                $$"""createUser(input: {userName: "{{name}}", fullName: "{{name}}", kind: SERVICE })""",
                "user { id kind }"
            );
            var (roleId, userId) = (Id(role, "role"), Id(user, "user"));
            await server.Client.RunAsync(
                $$"""setUserRoles(input: {userId: "{{userId}}", roleIds: ["{{roleId}}"] })""",
                "user { id }"
            );
            return userId;
        }
    }

    extension(HttpClient client)
    {
        public async Task<MadeKey> NewKeyAsync(string fields = "")
        {
            var made = await client.RunAsync(
                $$"""createApiKey(input: {name: "a key", {{fields}} })""",
                "apiKey { id } secret"
            );
            Assert.Equal("[]", Mistakes(made));
            return new(Id(made, "apiKey"), made.GetProperty("secret").GetString()!);
        }

        /// <summary>The mistakes of createApiKey as code and field.</summary>
        public async Task<string> RefusedKeyAsync(string fields) =>
            Mistakes(
                await client.RunAsync($$"""createApiKey(input: {name: "a key", {{fields}} })""", "apiKey { id } secret")
            );

        /// <summary>A mutation as it stands; what it was answered.</summary>
        public async Task<JsonElement> RunAsync(string call, string selection)
        {
            var query = $$"""
                mutation { {{call}} { {{selection}} errors { __typename ... on Error { message }
                  ... on ValidationError { issues { field code } } } } }
                """;
            using var response = await client.PostAsJsonAsync("/graphql", new { query });
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
            return answer.GetProperty("data").EnumerateObject().Single().Value;
        }

        /// <summary>Status and code of a query that is refused.</summary>
        public async Task<string> KnockAsync(string query = Me)
        {
            using var response = await client.PostAsJsonAsync("/graphql", new { query });
            return await response.KnockedAsync();
        }
    }

    /// <summary>Such as 401 KEY_REVOKED; 200 with an empty code for what was answered.</summary>
    public static async Task<string> KnockedAsync(this HttpResponseMessage response)
    {
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var code = answer.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Single().GetProperty("extensions").GetProperty("code").GetString()
            : "";
        return $"{(int)response.StatusCode} {code}";
    }

    private static string Id(JsonElement payload, string name) =>
        payload.GetProperty(name).GetProperty("id").GetString()!;

    private static string Mistakes(JsonElement payload) =>
        payload.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors
            ? string.Join(
                "; ",
                errors
                    .EnumerateArray()
                    .SelectMany(error =>
                        error.TryGetProperty("issues", out var issues)
                            ? issues
                                .EnumerateArray()
                                .Select(issue => $"{issue.GetProperty("code")} {issue.GetProperty("field")[1]}")
                            : [error.GetProperty("__typename").GetString()!]
                    )
            )
            : "[]";
}
