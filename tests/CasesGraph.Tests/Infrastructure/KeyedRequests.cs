using System.Net;
using System.Text;
using System.Text.Json;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>Requests with an idempotency key.</summary>
internal static class KeyedRequests
{
    public static Task<(HttpStatusCode Status, string Body)> SendKeyedAsync(
        this HttpClient client,
        string key,
        string query,
        object? variables = null
    ) => client.SendKeyedTextAsync(key, JsonSerializer.Serialize(new { query, variables }));

    /// <summary>The body as it stands.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> SendKeyedTextAsync(
        this HttpClient client,
        string key,
        string body
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>What the only root field was answered.</summary>
    public static JsonElement Field(this (HttpStatusCode Status, string Body) answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonElement.Parse(answer.Body).GetProperty("data").EnumerateObject().Single().Value;
    }
}
