using System.Net.Http.Headers;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Tokens;

/// <summary>A server and an issuer whose tokens it takes; without credentials one is the demo administrator.</summary>
public sealed class TokenWorld : IAsyncLifetime, IAsyncDisposable
{
    private TestIssuer? issuer;
    private readonly LateClock clock = new();
    private int count;

    internal TestIssuer Issuer => issuer ?? throw new InvalidOperationException("The issuer is not started.");

    /// <summary>Settings beside the issuer's; {issuer} stands for its name.</summary>
    public IDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public RunningServer Server { get; }

    public TokenWorld() =>
        Server = new RunningServer { Services = services => services.AddSingleton<TimeProvider>(clock) };

    public HttpClient Administrator => Server.Client;

    public static async Task<TokenWorld> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var world = new TokenWorld();
        foreach (var (name, value) in settings)
            world.Settings[name] = value;
        await world.InitializeAsync();
        return world;
    }

    public async Task InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync();
        Server.Settings["Authentication:Issuers:0:Authority"] = issuer.Name;
        Server.Settings["Authentication:Issuers:0:Audience"] = TestIssuer.Audience;
        foreach (var (name, value) in Settings)
            Server.Settings[name] = value.Replace("{issuer}", issuer.Name, StringComparison.Ordinal);
        await Server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        if (issuer is not null)
            await issuer.DisposeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>Makes the server think that a minute has gone by.</summary>
    public void Wait() => clock.Late += TimeSpan.FromMinutes(1);

    /// <summary>A client that shows a token.</summary>
    public HttpClient With(string token) =>
        new()
        {
            BaseAddress = Server.Client.BaseAddress,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };

    /// <summary>Status and code of what is answered to whoever shows a token.</summary>
    public async Task<string> KnockAsync(string token)
    {
        using var client = With(token);
        return await client.KnockAsync();
    }

    /// <summary>A new user with that role of all new ones.</summary>
    public async Task<string> UserAsync(string? email = null)
    {
        var name = $"user{Interlocked.Increment(ref count)}";
        var made = await Administrator.MutateAsync(
            "createUser",
            new
            {
                userName = name,
                fullName = name,
                email,
            }
        );
        return made.Object("user").GetProperty("id").GetString()!;
    }

    internal Task<Payload> LinkAsync(string user, string subject, HttpClient? by = null) =>
        (by ?? Administrator).MutateAsync(
            "linkIdentity",
            new
            {
                userId = user,
                issuer = Issuer.Name,
                subject,
            }
        );

    /// <summary>A new user who is linked, by the subject.</summary>
    public async Task<string> LinkedAsync(string subject)
    {
        var user = await UserAsync();
        Assert.Empty((await LinkAsync(user, subject)).Errors);
        return user;
    }

    /// <summary>Whom a token lets in, as the server knows them.</summary>
    public async Task<JsonElement> MeAsync(string token)
    {
        using var client = With(token);
        var data = await client.AskAsync(
            "{ me { expiresAt user { id userName fullName email roles { nodes { name } } identities { issuer subject } } } }"
        );
        return data.GetProperty("me");
    }

    /// <summary>It tells the time of day as it is.</summary>
    private sealed class LateClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Late.TotalSeconds * TimestampFrequency);
    }
}
