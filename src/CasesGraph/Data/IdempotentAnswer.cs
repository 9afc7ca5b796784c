using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>
/// What a mutation came to that was sent with an idempotency key, stored in the write's own transaction, so that a
/// repetition has no effect even after a crash, and the answer that it was given. One row per root field; kept for 24
/// hours.
/// </summary>
[PrimaryKey(nameof(Caller), nameof(Key), nameof(RootField))]
[Index(nameof(CreatedAt))]
public sealed class IdempotentAnswer
{
    [MaxLength(100)]
    public required string Caller { get; set; }

    [MaxLength(255)]
    public required string Key { get; set; }

    /// <summary>The root field's place in the operation: its response key.</summary>
    [MaxLength(255)]
    public required string RootField { get; set; }

    /// <summary>SHA-256 of what makes the request another than others.</summary>
    public required byte[] BodyHash { get; set; }

    /// <summary>
    /// What the operation's records hold themselves, from which an answer is made where none is kept; null after a purge,
    /// and in rows of versions that kept answers only.
    /// </summary>
    public byte[]? Outcome { get; set; }

    /// <summary>The payload as JSON, as it was sent first; empty when it was too large, not stored yet, or purged.</summary>
    public required byte[] Answer { get; set; }

    /// <summary>
    /// Of what the caller might do then (<see cref="Access.Caller.Stamp"/>): who may do something else by now is told
    /// nothing of it. Null in rows of versions before.
    /// </summary>
    public long? Stamp { get; set; }

    public DateTime CreatedAt { get; set; }
}
