using CasesGraph.Data.Postgres;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Writing;

public sealed class SeveralWritesTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>More requests at once than a process opens connections, each with a read between its writes.</summary>
    [Fact]
    public async Task Requests_with_several_writes_do_not_wait_for_each_others_connections()
    {
        var requests = 6 * PostgresAddress.MostConnections;
        const string create = "createCase(input: {subject: \"Printer\"}) { case { number } errors { __typename } }";
        var before = await server.CountCasesAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, requests)
                .Select(_ => server.QueryAsync($"mutation {{ a: {create} b: {create} c: {create} }}"))
        );

        Assert.All(answers, answer => Assert.False(answer.TryGetProperty("errors", out var _)));
        Assert.Equal(3 * requests, await server.CountCasesAsync() - before);
    }
}
