namespace CasesGraph.Serving;

/// <summary>
/// What answering may take: bytes of JSON, as many bytes of the rows that are read for it, and the request's time. All
/// operations of one body share it, and whoever goes beyond it ends there, not when all is in memory.
/// </summary>
/// <param name="mostRead">Where more may be read than written.</param>
internal sealed class AnswerBound(int maximum, CancellationToken token, long? mostRead = null)
{
    private long read;
    private long written;

    /// <summary>Set once there was too much: what is left to do need not begin.</summary>
    public RequestErrorException? Exceeded { get; private set; }

    public void CountRead(int bytes)
    {
        read += bytes;
        if (read > (mostRead ?? maximum))
            throw Exceed("The rows for the answer take", read);
    }

    public void CountWritten(int bytes) => written += bytes;

    /// <summary>Looks at one that is being written.</summary>
    public void CheckWritten(long soFar)
    {
        token.ThrowIfCancellationRequested();
        if (written + soFar > maximum)
            throw Exceed("The answer takes", written + soFar);
    }

    private RequestErrorException Exceed(string what, long bytes) =>
        Exceeded = new RequestErrorException(
            GraphErrorCode.LimitExceeded,
            $"{what} more than {maximum} bytes. Ask for fewer objects, or for less of each."
        )
        {
            Exceeded = new ExceededLimit(nameof(Limits.AnswerBytes), bytes, maximum),
        };
}
