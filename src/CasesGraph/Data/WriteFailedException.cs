namespace CasesGraph.Data;

/// <summary>
/// The database could not take a write for a reason of its own: disk full, I/O error, a lock held too long. Nothing of
/// it was kept, unless a server was lost in the middle of its commit; trying again later may work.
/// </summary>
public sealed class WriteFailedException(string message, Exception? inner) : Exception(message, inner);
