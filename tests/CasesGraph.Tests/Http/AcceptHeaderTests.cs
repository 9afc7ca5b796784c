using CasesGraph.Server.Http;

namespace CasesGraph.Tests.Http;

public sealed class AcceptHeaderTests
{
    private const string Json = "application/json";
    private const string Graph = "application/graphql-response+json";

    [Theory]
    [InlineData(null, Json)]
    [InlineData("", Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData(Json, Json)]
    [InlineData(Graph, Graph)]
    [InlineData("APPLICATION/GraphQL-Response+JSON", Graph)]
    [InlineData("application/json; charset=utf-8", Json)]
    [InlineData("application/json; charset=\"UTF-8\"", Json)]
    [InlineData("application/graphql-response+json, application/json", Graph)]
    [InlineData("application/json, application/graphql-response+json", Graph)]
    [InlineData("application/json, application/graphql-response+json;q=0.9", Json)]
    [InlineData("application/graphql-response+json;q=0.5, application/json;q=0.4", Graph)]
    [InlineData("application/json, text/plain, */*", Json)]
    [InlineData("application/graphql-response+json, */*", Graph)]
    [InlineData("application/graphql-response+json;q=0, */*", Json)]
    [InlineData("application/json;q=0, */*;q=0.1", Graph)]
    [InlineData("application/json;q=0.1, */*", Graph)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Json)]
    [InlineData("application/json; charset=iso-8859-1, application/graphql-response+json;q=0.1", Graph)]
    [InlineData("application/graphql-response+json, application/json, text/event-stream;q=0.5, multipart/mixed", Graph)]
    [InlineData("text/html", null)]
    [InlineData("text/event-stream", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("nonsense", null)]
    public void The_type_that_the_client_ranks_highest_is_chosen(string? accept, string? expected) =>
        Assert.Equal(expected, AcceptHeader.Choose(accept)?.Name);

    [Fact]
    public void Several_headers_are_one_list() =>
        Assert.Equal(Graph, AcceptHeader.Choose(new([$"{Json};q=0.5", Graph]))?.Name);
}
