using CasesGraph.Server.Start;
using CasesGraph.Serving;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>All whose tokens are taken.</summary>
internal sealed class TokenIssuers : IDisposable
{
    private readonly IssuerDocuments documents = new();
    private readonly Dictionary<string, TokenIssuer> byName;

    public TokenIssuers(TokenSettings settings, TimeProvider clock, ILogger<TokenIssuers> logger)
    {
        byName = settings.Issuers.ToDictionary(one => one.Name, New, StringComparer.Ordinal);

        TokenIssuer New(IssuerSettings one) =>
            new(
                one.Name,
                one.Audiences,
                one.Algorithms,
                new KeyRing(
                    one.SharedKeys is { } shared
                        ? _ => Task.FromResult<IReadOnlyList<SecurityKey>>(shared)
                        : token => documents.KeysAsync(one.Name, token),
                    clock,
                    failure => ServerLog.SigningKeysUnread(logger, failure.Message, one.Name)
                )
            );
    }

    /// <summary>Null for whoever is not one of them.</summary>
    public TokenIssuer? Find(string? name) => name is null ? null : byName.GetValueOrDefault(name);

    public Task RefreshAsync(CancellationToken token) =>
        Task.WhenAll(byName.Values.Select(issuer => issuer.Keys.RefreshAsync(token)));

    public bool AreAllRead => byName.Values.All(issuer => issuer.Keys.Current is not null);

    public bool Any => byName.Count > 0;

    public void Dispose()
    {
        foreach (var issuer in byName.Values)
            issuer.Keys.Dispose();
        documents.Dispose();
    }
}

/// <summary>Reads the keys of all issuers at the start and every few minutes.</summary>
internal sealed class SigningKeyUpkeep(TokenIssuers issuers, TimeProvider clock, BackgroundLoops loops)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        issuers.Any ? loops.Keep("signing keys", RunAsync, stoppingToken) : Task.CompletedTask;

    private async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            await issuers.RefreshAsync(stop);
            await Task.Delay(issuers.AreAllRead ? Period : KeyRing.Rest, clock, stop);
        }
    }
}
