using System.Text.Json;
using CasesGraph.Serving;
using Microsoft.IdentityModel.Tokens;

namespace CasesGraph.Server.Http.Tokens;

/// <summary>
/// The keys by which an issuer signs at present. They are read every few minutes, and when a token names one that is not
/// among them, so that a new one is known at its first token and a withdrawn one is not taken any more. The first token may
/// as well be forged: that leads to one reading in ten seconds at most.
/// </summary>
/// <param name="read">Gives all of them, or fails.</param>
internal sealed class KeyRing(
    Func<CancellationToken, Task<IReadOnlyList<SecurityKey>>> read,
    TimeProvider clock,
    Action<Exception> failed
) : IDisposable
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private volatile SigningKeys? current;
    private long? askedAt;

    /// <summary>Null while they have not been read. The same object as long as they are the same.</summary>
    public SigningKeys? Current => current;

    /// <summary>The keys that a token may be signed by; none where the issuer does not have the one that it names.</summary>
    /// <param name="id">The token's kid; null where it names none.</param>
    /// <exception cref="UnavailableException">They have never been read.</exception>
    public async ValueTask<SigningKeys> FindAsync(string? id, CancellationToken token)
    {
        var known = current;
        if (known is null || !known.Have(id))
            await ReadAsync(known, token);
        return current
            ?? throw new UnavailableException("The keys of the token's issuer cannot be read.") { RetryAfter = Rest };
    }

    /// <summary>Reads them anew.</summary>
    public async Task RefreshAsync(CancellationToken token)
    {
        await turn.WaitAsync(token);
        try
        {
            await ReadAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task ReadAsync(SigningKeys? known, CancellationToken token)
    {
        await turn.WaitAsync(token);
        try
        {
            // Whoever had the turn before has read what this one wants.
            if (!ReferenceEquals(current, known))
                return;
            if (askedAt is { } at && clock.GetElapsedTime(at) < Rest)
                return;
            askedAt = clock.GetTimestamp();
            await ReadAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>For as long as it takes, whether or not the caller waits. What is known stays when it fails.</summary>
    private async Task ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var keys = new SigningKeys(await read(patience.Token));
            if (current is not { } known || !known.AreSame(keys))
                current = keys;
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or OperationCanceledException
                        or JsonException
                        or ArgumentException
                        or InvalidDataException
            )
        {
            failed(failure);
        }
    }
}

/// <summary>Keys, as they were at one moment.</summary>
internal sealed class SigningKeys(IReadOnlyList<SecurityKey> all)
{
    private readonly HashSet<string> prints = [.. all.Select(Print)];

    /// <summary>Whether a token that names a key can be one of theirs.</summary>
    public bool Have(string? id) => id is null ? all.Count > 0 : Of(id).Any();

    /// <summary>The key of an id; all of them where a token names none.</summary>
    public IEnumerable<SecurityKey> Of(string? id) =>
        id is null ? all : all.Where(key => string.Equals(key.KeyId, id, StringComparison.Ordinal));

    public bool AreSame(SigningKeys other) => prints.SetEquals(other.prints);

    private static string Print(SecurityKey key) =>
        $"{key.KeyId} {(key.CanComputeJwkThumbprint() ? Convert.ToHexString(key.ComputeJwkThumbprint()) : "")}";
}
