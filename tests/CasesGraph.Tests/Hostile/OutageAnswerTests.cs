using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Hostile;

/// <summary>What each transport says of an outage.</summary>
public sealed class OutageAnswerTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Create = "mutation { createCase(input: { subject: \"Any\" }) { case { number } } }";

    private readonly RunningServer server = new()
    {
        Services = services => services.AddSingleton<WriteGate, RefusingGate>(),
    };

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    [InlineData("text/event-stream")]
    public async Task By_HTTP_it_is_a_503_with_the_time_to_wait(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = Create }),
        };
        request.Headers.Accept.ParseAdd(accept);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        AssertUnavailable(JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task By_WebSocket_the_operation_has_the_error_and_the_socket_stays()
    {
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SubscribeAsync("1", Create);
        AssertUnavailable((await socket.MessageAsync()).GetProperty("payload"));
        Assert.Equal("complete", await socket.TypeAsync());
        await socket.SubscribeAsync("2", "{ cases { totalCount } }");
        Assert.Equal("next", await socket.TypeAsync());
    }

    [Fact]
    public async Task In_a_batch_each_has_its_own()
    {
        using var response = await server.Client.PostAsJsonAsync(
            "/graphql",
            new[] { new { query = "{ cases { totalCount } }" }, new { query = Create } }
        );
        var answers = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(0, answers[0].GetProperty("data").GetProperty("cases").GetProperty("totalCount").GetInt32());
        AssertUnavailable(answers[1]);
    }

    [Fact]
    public async Task It_makes_the_server_not_ready()
    {
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query = Create });
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
    }

    private static void AssertUnavailable(JsonElement answer)
    {
        var error = answer.GetProperty("errors")[0];
        Assert.Equal("""{"code":"UNAVAILABLE","written":"NO"}""", error.GetProperty("extensions").GetRawText());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
    }

    private sealed class RefusingGate(CasesDatabase database) : WriteGate
    {
        public override Task<T> RunAsync<T>(Work<T> work, CancellationToken token) =>
            throw Failed(database, new UnavailableException("Come again."), Written.No);

        public override ValueTask DisposeAsync() => default;
    }
}
