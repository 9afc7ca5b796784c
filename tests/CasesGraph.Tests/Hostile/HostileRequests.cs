using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Hostile;

internal static class HostileRequests
{
    /// <summary>The request is refused as a whole with the code, and the server answers the next one.</summary>
    public static async Task RefusedAsync(this SmallWorld world, object request, string code)
    {
        using var response = await world.PostAsync(request);
        var answer = await AnswersAsync(response);
        Assert.Equal(code, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(400, (int)response.StatusCode);
        Assert.False(answer.TryGetProperty("data", out _));
        Assert.Equal("Query", (await world.ReadAsync("{ __typename }")).GetProperty("__typename").GetString());
    }

    /// <summary>Every root field of the request is null and its first mistake has the code; the request itself is not refused.</summary>
    public static async Task MistakenAsync(this SmallWorld world, object request, string code)
    {
        using var response = await world.PostAsync(request);
        var answer = await AnswersAsync(response);
        Assert.Equal(code, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(200, (int)response.StatusCode);
        Assert.All(
            answer.GetProperty("data").EnumerateObject(),
            field => Assert.Equal(JsonValueKind.Null, field.Value.ValueKind)
        );
        Assert.Equal("Query", (await world.ReadAsync("{ __typename }")).GetProperty("__typename").GetString());
    }

    public static async Task<JsonElement> AnswersAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain(GraphErrorCode.InternalError, text, StringComparison.Ordinal);
        return JsonElement.Parse(text);
    }

    public static async Task<HttpResponseMessage> PostAsync(this SmallWorld world, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(request),
        };
        message.Headers.Accept.ParseAdd("application/graphql-response+json");
        return await world.Server.Client.SendAsync(message);
    }
}
