using CasesGraph.Bench;
using CasesGraph.Bench.Ceiling;
using CasesGraph.Bench.Screens;

if (args is ["ceiling", var figure, var texts, var provider, var rows])
{
    await CeilingServer.RunAsync(figure, texts, new CeilingConnections(provider, rows));
    return 0;
}
if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    if (options.Screens)
        await ScreenSizes.RunAsync(options, stop.Token);
    else
        await new BenchRun(options, await options.OpenDatabaseAsync(stop.Token)).RunAsync(stop.Token);
    return 0;
}
catch (BenchStoppedException stopped)
{
    await Console.Error.WriteLineAsync(stopped.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 1;
}
