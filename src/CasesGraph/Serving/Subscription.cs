namespace CasesGraph.Serving;

/// <summary>Events on their way to one subscriber.</summary>
internal abstract class Subscription : IDisposable
{
    /// <summary>The next events, at least one; none when no more will come.</summary>
    public abstract Task<IReadOnlyList<StreamedEvent>> ReadAsync(CancellationToken token);

    /// <summary>From where another goes on behind all that came before the newest events; null where it cannot.</summary>
    public virtual string? Cursor => null;

    public abstract void Dispose();
}

/// <summary>An event as it goes to subscribers.</summary>
/// <param name="Answer">{"data": …} in UTF-8, on one line.</param>
internal record StreamedEvent(ReadOnlyMemory<byte> Answer)
{
    /// <summary>From where a subscription goes on behind this event; null where it cannot.</summary>
    public virtual string? Cursor => null;
}
