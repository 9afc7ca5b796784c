using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Attachments;

/// <summary>
/// Signs the addresses of files for one caller and until one moment, and tells whether an address that is shown was signed
/// here. Who it was signed for must still see the file when it is loaded.
/// </summary>
public sealed class SignedUrls(CasesDatabase database, UrlSettings settings, TimeProvider clock) : AddressSigner
{
    public const string For = "for";
    public const string Until = "until";
    public const string Signature = "sign";

    private byte[]? key;

    /// <summary>To be called once, before anybody calls; until then nothing is signed.</summary>
    public async Task LoadAsync(CancellationToken token)
    {
        await using var db = database.CreateDb();
        key = Convert.FromHexString(await db.Set<UrlKey>().Select(one => one.Secret).SingleAsync(token));
    }

    /// <summary>The end is on a grid, so that an address stays the same for a while and a browser need not load it anew.</summary>
    public override AddressSignature? Sign(string id, Caller caller, TimeSpan? least = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (key is null || IdOf(caller.Actor) is not { } audience)
            return null;
        var usual = TimeSpan.FromMinutes(settings.UrlMinutes);
        var grid = (long)(least is null ? usual : TimeSpan.FromHours(1)).TotalSeconds;
        var soonest = clock.GetUtcNow() + (least ?? usual);
        var until = ((soonest.ToUnixTimeSeconds() / grid) + 1) * grid;
        return new AddressSignature(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{For}={audience}&{Until}={until}&{Signature}={SignatureOf(id, audience, until)}"
            ),
            DateTimeOffset.FromUnixTimeSeconds(until).UtcDateTime
        );
    }

    /// <summary>Who an address was signed for, and for how long it works yet, where it was signed here.</summary>
    /// <param name="left">Not above zero where it works no more.</param>
    public bool TryRead(
        string id,
        string audience,
        string until,
        string signature,
        [NotNullWhen(true)] out Actor? actor,
        out TimeSpan left
    )
    {
        (actor, left) = (null, TimeSpan.Zero);
        if (key is null || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        var expected = Encoding.ASCII.GetBytes(SignatureOf(id, audience, seconds));
        // In a time that does not depend on where they differ.
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)))
            return false;
        actor = ActorOf(audience);
        left = TimeSpan.FromSeconds(seconds - clock.GetUtcNow().ToUnixTimeSeconds());
        return actor is not null;
    }

    /// <summary>No part can hold the sign between them.</summary>
    private string SignatureOf(string id, string audience, long until) =>
        Convert
            .ToBase64String(
                HMACSHA256.HashData(
                    key!,
                    Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\n{audience}\n{until}"))
                )
            )
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    private static string? IdOf(Actor actor) =>
        actor switch
        {
            { UserId: { } user } => OpaqueId.Encode(nameof(User), user),
            { ContactId: { } contact } => OpaqueId.Encode(nameof(Contact), contact),
            _ => null,
        };

    private static Actor? ActorOf(string audience) =>
        !OpaqueId.TryDecode(audience, out var type, out var of) ? null
        : type is nameof(User) ? new Actor(of, ContactId: null)
        : type is nameof(Contact) ? new Actor(UserId: null, of)
        : null;
}
