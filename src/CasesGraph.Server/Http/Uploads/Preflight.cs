namespace CasesGraph.Server.Http.Uploads;

/// <summary>
/// A form of another site can send multipart/form-data without asking first (CORS), but no header of these; so their
/// presence shows that the sender is a client, or a page that may call.
/// </summary>
internal static class Preflight
{
    private static readonly string[] Headers =
    [
        "GraphQL-Preflight",
        "Apollo-Require-Preflight",
        "X-Apollo-Operation-Name",
    ];

    public static void Require(IHeaderDictionary headers)
    {
        if (!Array.Exists(Headers, name => !string.IsNullOrEmpty(headers[name])))
            throw new RefusedException(
                Refusal.BadRequest($"A multipart request needs a header {Headers[0]}: 1, or {Headers[1]}: true.")
            );
    }
}
