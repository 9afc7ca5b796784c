namespace CasesGraph.Tests.Infrastructure;

/// <summary>Reads every answer of every test: none may tell what the server is made of.</summary>
internal sealed class LeakScanner() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly string[] Leaks =
    [
        "   at ",
        "Exception",
        "System.",
        "Microsoft.",
        "GraphQL.",
        "SQLite",
        "SELECT ",
        "CasesGraph.",
    ];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        // A stream has no end that could be waited for; metrics are for the operator and name their sources.
        if (
            response.Content.Headers.ContentType?.MediaType is "text/event-stream"
            || request.RequestUri?.AbsolutePath is "/metrics"
        )
            return response;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        foreach (var leak in Leaks)
        {
            if (text.Contains(leak, StringComparison.Ordinal))
                throw new InvalidOperationException($"An answer leaks '{leak}': {text}");
        }
        return response;
    }
}
