using CasesGraph.Server.Start;
using CasesGraph.Serving;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>All whose tokens are taken.</summary>
internal sealed class TokenIssuers : IDisposable
{
    private readonly IssuerDocuments documents = new();
    private readonly ILookup<string, TokenIssuer> byName;

    public TokenIssuers(TokenSettings settings, TimeProvider clock, ILogger<TokenIssuers> logger)
    {
        byName = settings.Issuers.ToLookup(one => one.Name, New, StringComparer.Ordinal);

        TokenIssuer New(IssuerSettings one) =>
            new(
                one.Name,
                one.Audiences,
                one.Algorithms,
                one.Kind,
                new KeyRing(
                    one.SharedKeys is { } shared
                        ? _ => Task.FromResult<IReadOnlyList<SecurityKey>>(shared)
                        : token => documents.KeysAsync(one.Name, token),
                    clock,
                    failure => ServerLog.SigningKeysUnread(logger, failure.Message, one.Name)
                )
            );
    }

    /// <summary>The one of the name that an audience of the token is one of; null where there is none, or several.</summary>
    public TokenIssuer? Find(string name, IEnumerable<string> audiences)
    {
        // One issuer can serve staff and portal: a token for both is for neither.
        var found = byName[name].Where(one => one.Audiences.Intersect(audiences, StringComparer.Ordinal).Any()).Take(2);
        return found.ToList() is [var only] ? only : null;
    }

    public Task RefreshAsync(CancellationToken token) =>
        Task.WhenAll(All.Select(issuer => issuer.Keys.RefreshAsync(token)));

    public bool AreAllRead => All.All(issuer => issuer.Keys.Current is not null);

    private IEnumerable<TokenIssuer> All => byName.SelectMany(issuers => issuers);

    public bool Any => byName.Count > 0;

    public void Dispose()
    {
        foreach (var issuer in All)
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
