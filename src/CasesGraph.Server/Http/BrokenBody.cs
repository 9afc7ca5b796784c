namespace CasesGraph.Server.Http;

/// <summary>
/// What the server finds wrong with a body while it is read, in whatever way it says so: a chunk's size that is no number
/// is one kind of exception, and one that is too large a number another.
/// </summary>
internal static class BrokenBody
{
    /// <summary>A failure of reading from the connection. Nothing else may be done where this is asked.</summary>
    public static bool IsBroken(Exception failure) => failure is IOException or InvalidDataException;

    /// <summary>What the client is told.</summary>
    /// <param name="limit">Bytes of the whole body.</param>
    public static Refusal Refuse(Exception failure, long limit) =>
        failure switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.BodyTooLarge(limit),
            BadHttpRequestException bad => Refusal.BrokenBody(bad.StatusCode),
            _ => Refusal.BrokenBody(StatusCodes.Status400BadRequest),
        };
}
