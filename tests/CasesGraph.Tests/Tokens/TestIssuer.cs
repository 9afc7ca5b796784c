using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Tokens;

/// <summary>A small identity provider: it publishes keys and signs what it is told to.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "cases";

    private readonly WebApplication app;
    private int reads;

    private TestIssuer(WebApplication app) => this.app = app;

    /// <summary>As it calls itself.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Those that it publishes. It signs by the first.</summary>
    public IReadOnlyList<IssuerKey> Keys { get; set; } = [new RsaKey("first")];

    /// <summary>How often its keys were read.</summary>
    public int Reads => Volatile.Read(ref reads);

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var made = builder.Build();
        var issuer = new TestIssuer(made);
        made.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Json(new { issuer = issuer.Name, jwks_uri = $"{issuer.Name}/keys" })
        );
        made.MapGet(
            "/keys",
            () =>
            {
                Interlocked.Increment(ref issuer.reads);
                return Results.Json(new { keys = issuer.Keys.Select(key => key.Published) });
            }
        );
        await made.StartAsync();
        issuer.Name = made.Urls.Single();
        return issuer;
    }

    /// <summary>A token for the product, for an hour.</summary>
    /// <param name="change">What it says beside, or in place of that; null takes a claim out.</param>
    /// <param name="header">The same of its header.</param>
    public string Token(
        string subject,
        IEnumerable<(string Name, object? Value)>? change = null,
        IssuerKey? key = null,
        IEnumerable<(string Name, object? Value)>? header = null
    )
    {
        var by = key ?? Keys[0];
        var signed = Unsigned(
            With(
                new(StringComparer.Ordinal)
                {
                    ["alg"] = by.Algorithm,
                    ["kid"] = by.Id,
                    ["typ"] = "at+jwt",
                },
                header
            ),
            With(Claims(subject), change)
        );
        return $"{signed}.{Base64Url.EncodeToString(by.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public Dictionary<string, object?> Claims(string subject) =>
        new(StringComparer.Ordinal)
        {
            ["iss"] = Name,
            ["aud"] = Audience,
            ["sub"] = subject,
            ["iat"] = In(TimeSpan.Zero),
            ["exp"] = In(TimeSpan.FromHours(1)),
        };

    /// <summary>A time as tokens have it.</summary>
    public static long In(TimeSpan fromNow) => (TimeProvider.System.GetUtcNow() + fromNow).ToUnixTimeSeconds();

    public static string Unsigned(object header, object claims) =>
        $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (var key in Keys)
            key.Dispose();
    }

    private static Dictionary<string, object?> With(
        Dictionary<string, object?> values,
        IEnumerable<(string Name, object? Value)>? change
    )
    {
        foreach (var (name, value) in change ?? [])
        {
            if (value is null)
                values.Remove(name);
            else
                values[name] = value;
        }
        return values;
    }
}
