using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CasesGraph.Access;

/// <summary>Who calls: the actor that change sets name and that idempotency keys belong to, and what it may do.</summary>
/// <param name="ApiKeyId">The API key that it has shown; null where it has shown something else.</param>
public sealed record Caller(Actor Actor, long? ApiKeyId = null)
{
    /// <summary>The service itself: it may do everything.</summary>
    public static Caller System { get; } = new(Actor.System) { Access = AccessShape.Administrator };

    /// <summary>Never kept with what a caller has asked for: it is read anew when that is done (<see cref="CallerRights"/>).</summary>
    [JsonIgnore]
    public AccessShape Access { get; init; } = AccessShape.Nothing;

    /// <summary>
    /// The keys of the teams that it is a member of, those below them included, in their order; empty for whoever is no user.
    /// Kept as little as what it may do.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<long> Teams { get; init; } = [];

    /// <summary>
    /// The keys of the accounts that a contact is of, those below them included where it sees them, in their order; empty for
    /// whoever is no contact. Kept as little as what it may do.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<long> Accounts { get; init; } = [];

    /// <summary>The key of the account of cases that a contact creates: the one that it works at; null for none.</summary>
    [JsonIgnore]
    public long? AccountForNew { get; init; }

    /// <summary>The key of the team of cases that it creates without naming one; 0 for the system.</summary>
    [JsonIgnore]
    public long TeamForNew { get; init; }

    /// <summary>When what it has shown works no more, in UTC; null for never.</summary>
    [JsonIgnore]
    public DateTime? ExpiresAt { get; init; }

    /// <summary>Whether it may ask as much as it likes, as whoever shows nothing where that is enough.</summary>
    [JsonIgnore]
    public bool IsUncounted { get; init; }

    /// <summary>Who looks as the actor; null where that is itself. It reads and does nothing else.</summary>
    [JsonIgnore]
    public Actor? Viewer { get; init; }

    /// <summary>Signs addresses for it; null where that is not needed, or it looks as another.</summary>
    [JsonIgnore]
    public AddressSigner? Signer { get; init; }

    /// <summary>Where it is; null where that is not known.</summary>
    [JsonIgnore]
    public string? Address { get; init; }

    /// <summary>Who answers for what is asked: the viewer, or else the actor.</summary>
    [JsonIgnore]
    public Actor Asker => Viewer ?? Actor;

    /// <summary>
    /// A stable text of the actor, such as "user:1"; where a key acts as a contact, of both, for others may by other keys.
    /// </summary>
    [JsonIgnore]
    public string Key =>
        Actor switch
        {
            { UserId: { } user } => $"user:{user}",
            { ContactId: { } contact } => ApiKeyId is { } key ? $"contact:{contact} key:{key}" : $"contact:{contact}",
            _ => "system",
        };

    public bool May(AccessAction action) => Access.May(action);

    /// <summary>A hash of what it may do, which changes with it.</summary>
    [JsonIgnore]
    public long Stamp =>
        Access.IsAdministrator
            ? 0
            : BinaryPrimitives.ReadInt64LittleEndian(
                SHA256.HashData(
                    Encoding.ASCII.GetBytes($"{Access.Text} {string.Join(',', Teams)} {string.Join(',', Accounts)}")
                )
            );

    /// <summary>Whether it may do neither more nor less than it might before.</summary>
    public bool MayAsBefore(Caller before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Access == before.Access && Teams.SequenceEqual(before.Teams) && Accounts.SequenceEqual(before.Accounts);
    }

    /// <summary>The first of several actions that it may not do at all; null when it may do each with something.</summary>
    internal AccessAction? Denied(IEnumerable<AccessAction> actions) =>
        actions.Where(action => !May(action)).Cast<AccessAction?>().FirstOrDefault();
}

/// <summary>Tells what callers may do, as it is at this moment.</summary>
public abstract class CallerRights
{
    /// <summary>The caller with its rights; with none where it may not call any more.</summary>
    public abstract ValueTask<Caller> NowAsync(Caller caller, CancellationToken token);
}
