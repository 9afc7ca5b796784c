using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Query;
using CasesGraph.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>
/// The server as it is, in this process: Kestrel on a free loopback port, a database of its own. As a
/// class fixture it is empty but for the demo administrator; a test that needs other settings starts one itself.
/// </summary>
public sealed class RunningServer : IAsyncLifetime, IAsyncDisposable
{
    private TestDatabase? database;
    private WebApplication? app;
    private HttpClient? client;

    public string Environment { get; init; } = "Development";

    /// <summary>Settings by their names in the README, such as Limits:BodyBytes.</summary>
    public IDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Demo:Cases"] = "0" };

    /// <summary>Exchanges services, for failures that cannot be had otherwise.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public HttpClient Client => client ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>Access past the server.</summary>
    public TestDatabase Database
    {
        get => database ?? throw new InvalidOperationException("The server is not started.");
        init => database = value;
    }

    /// <summary>A service of the running server, for counts that no answer tells.</summary>
    public T Get<T>()
        where T : notnull =>
        (app ?? throw new InvalidOperationException("The server is not started.")).Services.GetRequiredService<T>();

    public CapturedLog Log { get; } = new();

    public static async Task<RunningServer> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var server = new RunningServer();
        foreach (var (name, value) in settings)
            server.Settings[name] = value;
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        database ??= await TestDatabase.BeginAsync();
        if (Settings.TryAdd("Database:Provider", $"{database.Settings.Provider}"))
            Settings.TryAdd("ConnectionStrings:Cases", database.Settings.ConnectionString);
        // Servers run side by side, and one alone can have the usual address.
        if (Environment is not "Development")
            Settings.TryAdd("Metrics:Listen", "Off");
        // A socket that a test reads nothing from for a while answers no ping, however long a busy machine takes.
        Settings.TryAdd("Limits:PingSeconds", "3600");
        var options = new WebApplicationOptions
        {
            EnvironmentName = Environment,
            ContentRootPath = database.Folder,
            Args = ["--urls=http://127.0.0.1:0", .. Settings.Select(setting => $"--{setting.Key}={setting.Value}")],
        };
        app = ServerHost.Build(
            options,
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(Log);
                Services?.Invoke(builder.Services);
            }
        );
        await ServerHost.StartAsync(app);
        client = new HttpClient(new LeakScanner()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>The whole answer to a request that is expected to be executed.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        using var response = await Client.PostAsJsonAsync("/graphql", new { query, variables });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The end of the log, once all that is in it can be read, changes of purged cases and of other records too.</summary>
    public async Task<string> SettledAsync()
    {
        await using var db = Database.CreateDb();
        var last = await db.Set<RecordChange>().MaxAsync(change => (long?)change.Id) ?? 0;
        var cursor = "";
        await Eventually.HoldsAsync(async () =>
        {
            cursor = (await Client.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString()!;
            return LogPosition.TryParse(cursor, out var position) && position >= last;
        });
        return cursor;
    }

    public async Task<int> CountCasesAsync() =>
        (await QueryAsync("{ cases { totalCount } }"))
            .GetProperty("data")
            .GetProperty("cases")
            .GetProperty("totalCount")
            .GetInt32();

    public async Task DisposeAsync()
    {
        client?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        if (database is not null)
            await database.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
