using System.Text;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

public sealed class RequestBodyTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("", "The body is empty; it must be a JSON object.")]
    [InlineData("{\"query\":\n x}", "The body is not valid JSON: line 2, byte 2.")]
    [InlineData("{\"query\":\"{ __typename }\"} {}", "The body is not valid JSON: line 1, byte 28.")]
    [InlineData("{\"query\":\"\0\"}", "The body is not valid JSON: line 1, byte 11.")]
    [InlineData("\uFEFF{\"query\":\"{ __typename }\"}", "The body starts with a byte order mark; JSON has none.")]
    [InlineData("null", "The body must be a JSON object such as {\"query\": \"{ __typename }\"}.")]
    [InlineData("[]", "The batch is empty.")]
    [InlineData("{}", "The request has no query.")]
    [InlineData("{\"query\":null}", "The request has no query.")]
    [InlineData("{\"query\":1}", "query must be a string.")]
    [InlineData("{\"query\":[\"a\"]}", "query must be a string.")]
    [InlineData("{\"query\":\"a\",\"operationName\":{}}", "operationName must be a string.")]
    [InlineData("{\"query\":\"a\",\"variables\":\"{}\"}", "variables must be a JSON object.")]
    [InlineData("{\"query\":\"a\",\"variables\":[]}", "variables must be a JSON object.")]
    [InlineData("{\"query\":\"a\",\"extensions\":false}", "extensions must be a JSON object.")]
    [InlineData("{\"query\":\"a\",\"query\":\"b\"}", "The body has an object with the same key twice.")]
    [InlineData(
        "{\"query\":\"a\",\"variables\":{\"a\":{\"b\":1,\"b\":2}}}",
        "The body has an object with the same key twice."
    )]
    [InlineData(
        "{\"query\":\"a\",\"variables\":{\"a\":\"\\ud83d\"}}",
        "The body has half a surrogate pair (\\uD800 to \\uDFFF), which is no character."
    )]
    [InlineData(
        "{\"query\":\"a\",\"extensions\":{\"idempotencyKey\":\"a b\"}}",
        "extensions.idempotencyKey must be one key of 1 to 255 visible ASCII characters."
    )]
    public async Task What_is_no_request_is_refused_in_both_media_types(string body, string expected)
    {
        foreach (var mediaType in new[] { "application/json", "application/graphql-response+json" })
        {
            using var response = await PostAsync(Encoding.UTF8.GetBytes(body), mediaType);
            Assert.Equal(
                expected,
                await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest, mediaType)
            );
        }
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        using var response = await PostAsync([.. "{\"query\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        var message = await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest);
        Assert.Equal("The body is not valid UTF-8.", message);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task Deep_JSON_is_refused(int depth)
    {
        var nested = new string('[', depth) + new string(']', depth);
        using var response = await PostAsync(Encoding.UTF8.GetBytes($"{{\"query\":\"a\",\"variables\":{nested}}}"));
        var message = await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest);
        Assert.Equal("The body is nested deeper than 64 levels.", message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_10_MB_is_refused_with_or_without_its_length(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new ByteArrayContent(new byte[10 * 1024 * 1024]);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await server.Client.SendAsync(request);
        var message = await ProtocolAssert.RefusedAsync(response, 413, GraphErrorCode.LimitExceeded);
        Assert.Equal("The body is larger than the limit of 1048576 bytes.", message);
        Assert.DoesNotContain(
            server.Log.Entries,
            entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    public async Task Only_JSON_in_UTF_8_is_taken(string? contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new ByteArrayContent("{\"query\":\"{ __typename }\"}"u8.ToArray());
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await server.Client.SendAsync(request);
        await ProtocolAssert.RefusedAsync(response, 415, GraphErrorCode.BadRequest);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.ParseAdd(accept);
        return await server.Client.SendAsync(request);
    }
}
