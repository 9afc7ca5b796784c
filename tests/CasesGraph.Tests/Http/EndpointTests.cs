using System.Net;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

public sealed class EndpointTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_refused(string method)
    {
        using var response = await server.Client.SendAsync(new HttpRequestMessage(new(method), "/graphql"));
        await ProtocolAssert.RefusedAsync(response, 405, GraphErrorCode.MethodNotAllowed);
        Assert.Equal("GET, POST", string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task What_is_accepted_must_be_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await server.Client.SendAsync(request);
        await ProtocolAssert.RefusedAsync(response, 406, GraphErrorCode.BadRequest);
    }

    [Theory]
    [InlineData("", "The request has no query.")]
    [InlineData("?query=", "The request has no query.")]
    [InlineData("?query=a&query=b", "query is given more than once.")]
    [InlineData("?query=a&variables=[]", "variables must be a JSON object.")]
    [InlineData("?query=a&variables={", "variables is not valid JSON: line 1, byte 2.")]
    [InlineData("?query=a&extensions=1", "extensions must be a JSON object.")]
    public async Task A_query_string_that_is_no_request_is_refused(string queryString, string expected)
    {
        using var response = await server.Client.GetAsync(new Uri("/graphql" + queryString, UriKind.Relative));
        Assert.Equal(expected, await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=a", 415)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData(null, 200)]
    public async Task A_query_by_GET_that_says_it_has_a_form_is_refused(string? type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        if (type is not null)
            request.Content = new ByteArrayContent([])
            {
                Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type) },
            };
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a\tb")]
    public async Task An_idempotency_key_is_visible_ASCII(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await server.Client.SendAsync(request);
        await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest);
    }

    [Theory]
    [InlineData("/graphql?sdl")]
    [InlineData("/graphql/schema.graphql")]
    public async Task The_schema_is_sent_until_the_client_has_it(string path)
    {
        using var first = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(
            (HttpStatusCode.OK, "application/graphql"),
            (first.StatusCode, first.Content.Headers.ContentType?.MediaType)
        );
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/favicon.ico")]
    [InlineData("/graphql/unknown")]
    public async Task Everything_else_is_not_there(string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(
            (HttpStatusCode.NotFound, "text/plain"),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType)
        );
    }
}
