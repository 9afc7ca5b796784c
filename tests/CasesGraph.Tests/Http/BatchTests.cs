using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

public sealed class BatchTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string One = """{"query":"{__typename}"}""";

    [Theory]
    [InlineData($"[{One}]", """[{"data":{"__typename":"Query"}}]""")]
    [InlineData(
        $$"""[{{One}},{"query":"mutation{__typename}"}]""",
        """[{"data":{"__typename":"Query"}},{"data":{"__typename":"Mutation"}}]"""
    )]
    [InlineData(
        """[{"query":"query($a:Boolean!){a:__typename@include(if:$a)}","variables":{"a":true}},""" + One + "]",
        """[{"data":{"a":"Query"}},{"data":{"__typename":"Query"}}]"""
    )]
    public async Task Operations_are_answered_in_their_order(string body, string expected)
    {
        using var response = await PostAsync(body);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"query":"{"}""", "SYNTAX_ERROR")]
    [InlineData("""{"query":"{nothing}"}""", "VALIDATION_FAILED")]
    [InlineData("""{"query":"subscription{onCaseChanged{kind}}"}""", "VALIDATION_FAILED")]
    public async Task One_that_is_refused_does_not_stop_the_others(string operation, string code)
    {
        using var response = await PostAsync($"[{operation},{One}]", "application/graphql-response+json");

        Assert.Equal(200, (int)response.StatusCode);
        var answers = (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().ToList();
        Assert.Equal(
            code,
            answers[0].GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
        );
        Assert.Equal("""{"data":{"__typename":"Query"}}""", answers[1].GetRawText());
    }

    [Theory]
    [InlineData("[]", "The batch is empty.")]
    [InlineData("[1]", "Operation 1 of the batch must be a JSON object such as {\"query\": \"{ __typename }\"}.")]
    [InlineData(
        $"[{One},[{One}]]",
        "Operation 2 of the batch must be a JSON object such as {\"query\": \"{ __typename }\"}."
    )]
    [InlineData($"[{One},{{}}]", "The request has no query.")]
    public async Task A_batch_that_is_none_is_refused_as_a_whole(string body, string message)
    {
        using var response = await PostAsync(body);

        Assert.Equal(message, await ProtocolAssert.RefusedAsync(response, 400, GraphErrorCode.BadRequest));
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/graphql-response+json", 400)]
    public async Task More_than_ten_are_too_many(string accept, int status)
    {
        using var ten = await PostAsync($"[{string.Join(',', Enumerable.Repeat(One, 10))}]", accept);
        Assert.Equal(10, (await ten.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength());

        using var eleven = await PostAsync($"[{string.Join(',', Enumerable.Repeat(One, 11))}]", accept);
        await ProtocolAssert.RefusedAsync(eleven, status, GraphErrorCode.LimitExceeded, accept);
    }

    [Fact]
    public async Task A_batch_is_no_stream_and_has_no_common_idempotency_key()
    {
        using var stream = await PostAsync($"[{One}]", "text/event-stream");
        await ProtocolAssert.RefusedAsync(stream, 400, GraphErrorCode.BadRequest);

        using var keyed = await PostAsync($"[{One}]", key: "k1");
        await ProtocolAssert.RefusedAsync(keyed, 400, GraphErrorCode.BadRequest);
    }

    private async Task<HttpResponseMessage> PostAsync(
        string body,
        string accept = "application/json",
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd(accept);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await server.Client.SendAsync(request);
    }
}
