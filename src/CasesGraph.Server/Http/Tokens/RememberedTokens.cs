using System.Collections.Concurrent;
using CasesGraph.Identities;
using CasesGraph.Server.Start;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>A token that was verified.</summary>
/// <param name="End">When it is taken no more.</param>
/// <param name="Keys">The issuer's, by one of which it is signed.</param>
internal sealed record RememberedToken(ShownIdentity Identity, DateTime End, KeyRing Ring, SigningKeys Keys);

/// <summary>The tokens that were shown lately, by their hashes: so many and no more (Access:TokenCache).</summary>
internal sealed class RememberedTokens(TokenSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<TokenHash, (RememberedToken Token, long At)> known = new();

    /// <summary>Null for one that has to be verified again.</summary>
    public ShownIdentity? Find(TokenHash hash) =>
        known.TryGetValue(hash, out var found)
        && clock.GetElapsedTime(found.At) < Longest
        && ReferenceEquals(found.Token.Ring.Current, found.Token.Keys)
        && clock.GetUtcNow().UtcDateTime < found.Token.End
            ? found.Token.Identity
            : null;

    public void Remember(TokenHash hash, RememberedToken token)
    {
        if (settings.MostRemembered == 0)
            return;
        if (known.Count >= settings.MostRemembered)
            known.Clear();
        known[hash] = (token, clock.GetTimestamp());
    }
}
