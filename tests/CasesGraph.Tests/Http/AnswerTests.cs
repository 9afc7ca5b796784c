using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CsCheck;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Http;

/// <summary>What reaches the engine, and how its answers leave.</summary>
public sealed class AnswerTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Json = "application/json";
    private const string Graph = "application/graphql-response+json";

    [Theory]
    [InlineData("{ __typename }", Json, 200, null)]
    [InlineData("{ __typename }", Graph, 200, null)]
    [InlineData("{", Json, 200, GraphErrorCode.SyntaxError)]
    [InlineData("{", Graph, 400, GraphErrorCode.SyntaxError)]
    [InlineData("{ nothing }", Json, 200, GraphErrorCode.ValidationFailed)]
    [InlineData("{ nothing }", Graph, 400, GraphErrorCode.ValidationFailed)]
    [InlineData("query($n: String!) { __type(name: $n) { name } }", Json, 200, GraphErrorCode.InvalidVariable)]
    [InlineData("query($n: String!) { __type(name: $n) { name } }", Graph, 400, GraphErrorCode.InvalidVariable)]
    public async Task The_status_follows_the_media_type(string query, string mediaType, int status, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query }),
        };
        request.Headers.Accept.ParseAdd(mediaType);
        using var response = await server.Client.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            (status, mediaType, "utf-8"),
            (
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                response.Content.Headers.ContentType?.CharSet
            )
        );
        Assert.Equal(code is null ? "data" : "errors", Assert.Single(answer.EnumerateObject()).Name);
        if (code is not null)
            Assert.Equal(
                code,
                answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
            );
    }

    [Fact]
    public async Task GET_takes_all_parameters_from_the_query_string()
    {
        var parameters =
            "?query="
            + Uri.EscapeDataString("query A { a: __typename } query B($n: String!) { __type(name: $n) { name } }")
            + "&operationName=B&variables="
            + Uri.EscapeDataString("{\"n\":\"Query\"}");
        var answer = await server.Client.GetStringAsync(new Uri("/graphql" + parameters, UriKind.Relative));
        Assert.Equal("{\"data\":{\"__type\":{\"name\":\"Query\"}}}", answer);
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Graph)]
    public async Task GET_runs_no_mutation(string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=mutation{__typename}");
        request.Headers.Accept.ParseAdd(mediaType);
        using var response = await server.Client.SendAsync(request);
        await ProtocolAssert.RefusedAsync(response, 405, GraphErrorCode.MethodNotAllowed, mediaType);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_pair_of_surrogates_is_one_character_and_a_backslash_before_u_is_two()
    {
        var answer = await PostAsync(
            "{\"query\":\"{ __typename }\",\"variables\":{\"a\":\"\\uD83D\\uDE00 \\\\uD83D\"}}"u8.ToArray()
        );
        Assert.StartsWith("{\"data\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_are_refused_and_never_a_failure()
    {
        string[] parts = ["{", "}", "[", "\"query\"", ":", ",", "\"", "\\u", "D800", "null", "1e999", "\uFEFF", "é"];
        var text = Gen.Int[0, parts.Length - 1].Select(part => parts[part]).Array[0, 20].Select(string.Concat);
        var bodies = Gen.OneOf(Gen.Byte.Array[0, 200], text.Select(Encoding.UTF8.GetBytes));
        await bodies.SampleAsync(
            async body => Assert.StartsWith("{\"errors\"", await PostAsync(body), StringComparison.Ordinal),
            iter: 500,
            threads: 2
        );
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    private async Task<string> PostAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(Json);
        using var response = await server.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content);
        return await response.Content.ReadAsStringAsync();
    }
}
