namespace CasesGraph.Serving;

/// <summary>A mistake in a request that is found before anything runs.</summary>
/// <param name="code">One of <see cref="GraphErrorCode"/>.</param>
public sealed class RequestErrorException(string code, string message) : Exception(message)
{
    public string Code => code;

    /// <summary>Where the mistake is to ask for too much.</summary>
    public ExceededLimit? Exceeded { get; init; }

    /// <summary>Where it is to ask for too much at the moment.</summary>
    public Shortage? Shortage { get; init; }

    /// <summary>Where it is that the caller may not do something.</summary>
    public ForbiddenPlace? Forbidden { get; init; }

    /// <summary>The argument of a field that is wrong; null where that is known from where it was read.</summary>
    public string? Argument { get; init; }

    /// <summary>Where that stands in the document.</summary>
    internal GraphLocation? Location { get; private set; }

    /// <summary>Whether it is in one value of a field, so that the field can fail alone: the others of a query answer.</summary>
    internal bool IsOfField =>
        code
            is GraphErrorCode.InvalidId
                or GraphErrorCode.InvalidCursor
                or GraphErrorCode.InvalidPageSize
                or GraphErrorCode.InvalidFilter
                or GraphErrorCode.SavedFilterInvalid
                or GraphErrorCode.Forbidden
        || (code is GraphErrorCode.ValidationFailed && Argument is not null);

    internal RequestErrorException At(GraphLocation location)
    {
        Location ??= location;
        return this;
    }

    /// <summary>The same for another request with the document.</summary>
    internal RequestErrorException Again() =>
        new(code, Message)
        {
            Argument = Argument,
            Forbidden = Forbidden,
            Location = Location,
        };

    internal RequestErrorException In(string argument) =>
        new(code, Message)
        {
            Exceeded = Exceeded,
            Forbidden = Forbidden,
            Argument = argument,
        };
}
