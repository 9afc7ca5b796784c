namespace CasesGraph.Serving;

/// <summary>A mistake in a request that is found before anything runs: the whole request is refused.</summary>
/// <param name="code">One of <see cref="GraphErrorCode"/>.</param>
public sealed class RequestErrorException(string code, string message) : Exception(message)
{
    public string Code => code;

    /// <summary>Where the mistake is to ask for too much.</summary>
    public ExceededLimit? Exceeded { get; init; }
}
