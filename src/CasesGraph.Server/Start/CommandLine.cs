using CasesGraph.Graph;
using CasesGraph.Serving;

namespace CasesGraph.Server.Start;

/// <summary>What the process is asked to do: serve, or one of the commands beside it.</summary>
internal static class CommandLine
{
    private const string Usage = """
        CasesGraph, a GraphQL server for cases.

          (no command)                      serve
          migrate                           bring the database up to the newest migration
          seed --cases N [--until TIME]     fill an empty database with N demo cases, the last at TIME (RFC 3339)
          access key --user NAME --name TEXT [--role ROLE] [--network NETWORK,…] [--days N]
                                            write a new API key of a user to the standard output, which works from the
                                            networks alone (192.0.2.0/24); a user of kind SERVICE with the role is made
                                            where there is none of that name
          access admin --issuer URL --subject ID [--user NAME]
                                            make an administrator of whoever signs in so by tokens
          clean                             remove what was deleted and is still in files (docs/privacy.md)
          schema export [FILE]              write the schema to FILE or to the standard output
          --version                         the version
          --help                            this text

        Settings are environment variables (Limits__Depth=20), arguments (--Limits:Depth=20, --urls http://localhost:5050)
        or appsettings.json (docs/operating.md).
        """;

    /// <summary>The exit code is 0 when done, 1 when refused to start, 2 when not understood, 3 when a part broke down.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            return await RunCommandAsync([.. arguments.Command], arguments.Settings);
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"CasesGraph: {refused.Message}");
            return 1;
        }
        // appsettings.json that is no JSON: the message names the file.
        catch (InvalidDataException broken)
        {
            await Console.Error.WriteLineAsync($"CasesGraph: {broken.Message}");
            return 1;
        }
    }

    private static Task<int> RunCommandAsync(string[] command, IReadOnlyList<string> settings)
    {
        return command switch
        {
            [] => DoneAsync(ServeAsync),
            ["migrate"] => DoneAsync(app => app.MigrateDatabaseAsync()),
            ["seed", .. var options] when SeedOptions.Parse(options) is { } order => DoneAsync(app =>
                SeedAsync(app, order)
            ),
            ["access", "key", .. var options] when AccessKeyOptions.Parse(options) is { } order =>
                CommandLine.DoneAsync(
                    app => app.CreateKeyAsync(order),
                    [AccessKeyCommand.LogToStandardError, .. settings]
                ),
            ["access", "admin", .. var options] when AccessAdminOptions.Parse(options) is { } order => DoneAsync(app =>
                app.NameAdministratorAsync(order)
            ),
            ["clean"] => DoneAsync(app => app.CleanAsync()),
            ["schema", "export"] => DoneAsync(app => Console.Out.WriteAsync(Sdl(app))),
            ["schema", "export", var file] when !file.StartsWith('-') => DoneAsync(app => ExportAsync(app, file)),
            ["--version"] => ToldAsync(ServerHost.Version),
            ["--help" or "-h" or "help"] => ToldAsync(Usage),
            _ => NotUnderstoodAsync($"Not understood: {string.Join(' ', command)}. --help tells what is."),
        };

        Task<int> DoneAsync(Func<WebApplication, Task> work) => CommandLine.DoneAsync(work, settings);
    }

    private static async Task<int> DoneAsync(Func<WebApplication, Task> command, IReadOnlyList<string> settings)
    {
        // Settings are read once. To watch their files means to watch their whole folder, in which the database may be:
        // each write to it would wake the watcher up.
        await using var app = ServerHost.Build(
            new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. settings] }
        );
        return await DoneAsync(app, command);
    }

    internal static async Task<int> DoneAsync(WebApplication app, Func<WebApplication, Task> command)
    {
        try
        {
            await command(app);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was stopped before it had started.
        }
        return app.Services.GetRequiredService<BackgroundLoops>().Ended.IsCompleted ? 3 : 0;
    }

    internal static async Task ServeAsync(WebApplication app)
    {
        await ServerHost.StartAsync(app);
        await app.WaitForShutdownAsync();
    }

    private static async Task SeedAsync(WebApplication app, SeedOptions order)
    {
        await app.MigrateDatabaseAsync();
        await app.SeedAsync(order);
    }

    private static async Task ExportAsync(WebApplication app, string file)
    {
        try
        {
            await File.WriteAllTextAsync(file, Sdl(app));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(failure.Message, failure);
        }
    }

    private static string Sdl(WebApplication app) => app.Services.GetRequiredService<GraphService>().Sdl;

    private static async Task<int> ToldAsync(string text)
    {
        await Console.Out.WriteLineAsync(text);
        return 0;
    }

    private static async Task<int> NotUnderstoodAsync(string mistake)
    {
        await Console.Error.WriteLineAsync($"CasesGraph: {mistake}");
        return 2;
    }
}
