using System.Net;
using CasesGraph.Server;
using CasesGraph.Server.Start;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Start;

/// <summary>What runs beside the requests does not end unseen.</summary>
public sealed class BackgroundLoopTests
{
    [Fact]
    public async Task A_loop_that_fails_is_logged_and_makes_the_server_not_ready_until_it_runs_again()
    {
        await using var server = await RunningServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var fails = true;
        var loop = server
            .Get<BackgroundLoops>()
            .Keep(
                "of a test",
                async token =>
                {
                    await Task.Yield();
                    if (!Volatile.Read(ref fails))
                        await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    throw new FormatException("Unexpected");
                },
                stop.Token
            );
        await server.Client.BecomesAsync(HttpStatusCode.ServiceUnavailable);
        Volatile.Write(ref fails, value: false);
        await server.Client.BecomesAsync(HttpStatusCode.OK);

        await stop.CancelAsync();
        await loop;
        var entry = server.Log.Entries.First(one => one.Level is LogLevel.Error && one.Exception is FormatException);
        Assert.Contains("of a test", entry.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_loop_that_cannot_start_again_the_process_ends_with_a_code(bool hasStarted)
    {
        await using var database = await TestDatabase.CreateAsync();
        using var log = new CapturedLog();
        await using var app = ServerHost.Build(
            new WebApplicationOptions
            {
                EnvironmentName = "Development",
                ContentRootPath = database.Folder,
                Args =
                [
                    "--urls=http://127.0.0.1:0",
                    "--Demo:Cases=0",
                    .. database.Variables.Select(one =>
                        $"--{one.Name.Replace("__", ":", StringComparison.Ordinal)}={one.Value}"
                    ),
                ],
            },
            builder => builder.Logging.ClearProviders().AddProvider(log)
        );
        var begins = new TaskCompletionSource();
        app.Lifetime.ApplicationStarted.Register(begins.SetResult);
        var loop = app
            .Services.GetRequiredService<BackgroundLoops>()
            .Run("of a test", () => hasStarted ? FailAsync(begins.Task) : FailAsync(Task.CompletedTask));

        Assert.Equal(3, await CommandLine.DoneAsync(app, CommandLine.ServeAsync));

        Assert.Contains(log.Entries, one => one is { Level: LogLevel.Critical, Exception: FormatException });
        await loop;
    }

    private static async Task FailAsync(Task behind)
    {
        await behind;
        throw new FormatException("Unexpected");
    }
}
