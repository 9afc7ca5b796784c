using System.Text.Json;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Hostile;

/// <summary>Bodies that are no HTTP, which the server finds only while it reads them.</summary>
public sealed class BrokenBodyTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Multipart =
        "GraphQL-Preflight: 1\r\nContent-Type: multipart/form-data; boundary=B\r\nAccept: application/json\r\n";

    public static TheoryData<string, string, int> Bodies()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var headers in new[] { Json, Multipart })
        {
            foreach (
                var body in new[]
                {
                    "zz\r\n{}\r\n0\r\n\r\n",
                    "-2\r\n{}\r\n0\r\n\r\n",
                    "\r\n{}\r\n0\r\n\r\n",
                    "2\r\n{}XX0\r\n\r\n",
                    "FFFFFFFF\r\n{}\r\n0\r\n\r\n",
                    "FFFFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
                    "2\r\n{}\r\n0\r\nno colon\r\n\r\n",
                    "2\r\n{}\r\n80000000\r\n",
                }
            )
                data.Add(headers, body, 400);
            data.Add(headers, $"2\r\n{{}}\r\n0\r\nA: {new string('x', 100_000)}\r\n\r\n", 431);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_broken_body_is_the_clients_mistake(string headers, string chunks, int status)
    {
        var answer = await RawConnection.AskAsync(
            server.Client,
            $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{headers}\r\n{chunks}"
        );

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        var body = JsonElement.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var error = body.GetProperty("errors")[0];
        Assert.Equal(GraphErrorCode.BadRequest, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
