using System.Net.Http.Json;
using System.Text.Json;

namespace CasesGraph.Tests.Http;

internal static class ProtocolAssert
{
    /// <summary>The answer is errors alone, in the media type, with the code; what it says is returned.</summary>
    public static async Task<string> RefusedAsync(
        HttpResponseMessage response,
        int status,
        string code,
        string mediaType = "application/json"
    )
    {
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("errors", Assert.Single(body.EnumerateObject()).Name);
        var error = Assert.Single(body.GetProperty("errors").EnumerateArray());
        Assert.Equal(
            (status, mediaType, code),
            (
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                error.GetProperty("extensions").GetProperty("code").GetString()
            )
        );
        return error.GetProperty("message").GetString()!;
    }
}
