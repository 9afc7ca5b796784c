using System.Diagnostics;
using CasesGraph.Tests.Infrastructure;
using Npgsql;

namespace CasesGraph.Tests.Data.Postgres;

[Collection(nameof(QuietCluster))]
public sealed class CutListenerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [PostgresFact]
    public async Task Writes_through_another_process_arrive_also_when_the_listener_is_cut_off()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var writer = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var follower = await ServerProcess.StartAsync(database, ("Demo__Cases", "0"));
        await using var socket = await GraphSocket.OpenAsync(follower.Client);
        await socket.SubscribeAsync("1", "subscription { onCaseChanged(from: BEGINNING) { caseNumber } }");
        await WriteAndReceiveAsync(writer.Client, socket);

        for (var round = 0; round < 3; round++)
        {
            await CutAllAsync(database);
            await WriteAndReceiveAsync(writer.Client, socket);
        }
    }

    /// <summary>From the second time on: waits until they have come back.</summary>
    private static async Task CutAllAsync(TestDatabase database)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await CutAsync(database) == 0)
            patience.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Time is measured from the answer to the write: who was answered knows that it is durable.</summary>
    private static async Task WriteAndReceiveAsync(HttpClient writer, GraphSocket socket)
    {
        var number = await writer.CreateCaseAsync("Somewhere else");
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(number, (await socket.NextAsync()).GetProperty("caseNumber").GetInt64());
        Assert.True(Stopwatch.GetElapsedTime(start) < Soon, $"{Stopwatch.GetElapsedTime(start)}");
    }

    /// <summary>Ends all connections that listen or notify; says how many there were.</summary>
    private static async Task<long> CutAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND query ~ '^(LISTEN|NOTIFY)' AND pid <> pg_backend_pid()
            """,
            connection
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
