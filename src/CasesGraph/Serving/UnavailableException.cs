namespace CasesGraph.Serving;

/// <summary>
/// The service cannot do it now, for a reason that passes: the database is down, locked or full, or too many wait. The
/// caller gets UNAVAILABLE with the message, so that tells nothing of engine or statement; trying again later may work.
/// </summary>
public sealed class UnavailableException(string message, Written written = Written.No, Exception? inner = null)
    : Exception(message, inner)
{
    public Written Written => written;

    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>What of a request that failed has been written.</summary>
public enum Written
{
    No,

    /// <summary>All or nothing: the database was lost while it committed. Repeating is safe with an idempotency key only.</summary>
    Unknown,

    /// <summary>All: only the answer is missing.</summary>
    Yes,
}
