using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Http;

public sealed class CrossOriginTests
{
    [Theory]
    [InlineData("Development", "http://localhost:3000", true)]
    [InlineData("Development", "http://localhost", true)]
    [InlineData("Development", "http://127.0.0.1:8080", true)]
    [InlineData("Development", "http://[::1]:8080", true)]
    [InlineData("Development", "https://crm.example", true)]
    [InlineData("Development", "http://localhost.evil.example", false)]
    [InlineData("Development", "https://evil.example", false)]
    [InlineData("Development", "null", false)]
    [InlineData("Production", "https://crm.example", true)]
    [InlineData("Production", "https://crm.example:8443", false)]
    [InlineData("Production", "http://localhost:3000", false)]
    public async Task A_page_may_call_from_an_origin_that_is_allowed(string environment, string origin, bool allowed)
    {
        await using var server = new RunningServer
        {
            Environment = environment,
            Settings = { ["Cors:Origins"] = "https://crm.example", ["Access:Anonymous"] = "Administrator" },
        };
        await server.InitializeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,authorization,idempotency-key,x-own");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(allowed ? origin : null, Header(response, "Access-Control-Allow-Origin"));
        if (allowed)
        {
            Assert.Equal(
                "content-type,authorization,idempotency-key,x-own",
                Header(response, "Access-Control-Allow-Headers")
            );
            Assert.Equal("7200", Header(response, "Access-Control-Max-Age"));
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
