using CasesGraph.Seeding;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>The copy holds other rows than the primary here: so it shows where an answer was read.</summary>
public sealed class ReplicaTests
{
    private const string Count = "{ cases { totalCount } }";

    [PostgresFact]
    public async Task Queries_read_the_copy_until_their_caller_has_written()
    {
        await using var copy = await TestDatabase.CreateAsync();
        await new Seeder(copy.Outside).SeedAsync(20, DateTime.UnixEpoch.AddYears(50), progress: null, default);
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings:CasesReplica", copy.Settings.ConnectionString)
        );
        var inCopy = await CountAsync(server);
        Assert.InRange(inCopy, 15, 20);

        var written = await server.Client.AskAsync(
            "mutation { createCase(input: {subject: \"Mine\"}) { case { number subject } } }"
        );

        Assert.Equal(
            """{"number":1,"subject":"Mine"}""",
            written.GetProperty("createCase").GetProperty("case").GetRawText()
        );
        Assert.Equal(1, await CountAsync(server));
    }

    [PostgresFact]
    public async Task Subscriptions_follow_the_primary()
    {
        await using var copy = await TestDatabase.CreateAsync();
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings:CasesReplica", copy.Settings.ConnectionString)
        );
        await using var socket = await GraphSocket.OpenAsync(server.Client);
        await socket.SubscribeAsync("1", "subscription { onCaseChanged(from: BEGINNING) { caseNumber } }");

        var number = await server.Client.CreateCaseAsync("Heard of");

        Assert.Equal(number, (await socket.NextAsync()).GetProperty("caseNumber").GetInt64());
    }

    private static async Task<int> CountAsync(RunningServer server) =>
        (await server.Client.AskAsync(Count)).GetProperty("cases").GetProperty("totalCount").GetInt32();
}
