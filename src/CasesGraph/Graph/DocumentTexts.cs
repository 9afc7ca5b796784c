using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Serving;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Graph;

/// <summary>
/// The texts of documents that are sent by their hash alone: those that are trusted, and those that a client has sent
/// with their hash before (Apollo's automatic persisted queries).
/// </summary>
internal sealed partial class DocumentTexts(TrustedDocuments trusted, ILogger<DocumentTexts> logger) : IDisposable
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const int BytesOfEach = 256;
    private const int MostLogged = 1_000;
    private const string Prefix = "sha256:";

    private readonly BoundedCache<string, string> sent = new(MostBytes);
    private readonly HashSet<string> logged = new(StringComparer.Ordinal);

    /// <summary>The request with the text of its document, where it may be run.</summary>
    /// <exception cref="RequestErrorException">It may not, or nobody knows it.</exception>
    public GraphRequest Resolve(GraphRequest request, Caller caller)
    {
        var (hash, mode) = (HashOf(request), trusted.ModeFor(caller));
        if (request.Query is { } text)
        {
            var isTrusted = mode is not DocumentMode.Any && trusted.Has(text);
            if (mode is DocumentMode.Only && !isTrusted)
                throw NotTrusted();
            if (mode is DocumentMode.Log && !isTrusted)
                LogOnce(text, request.OperationName);
            if (hash is not null && !string.Equals(hash, TrustedDocuments.HashOf(text), StringComparison.Ordinal))
                throw new RequestErrorException(
                    GraphErrorCode.BadRequest,
                    "The hash that was sent is not the SHA-256 of the query."
                );
            return request;
        }
        if (hash is null)
            return request;
        var known =
            trusted.Find(hash)
            ?? (mode is DocumentMode.Only ? throw NotTrusted() : sent.Find(hash))
            // Apollo's clients know it by this word, and send the text.
            ?? throw new RequestErrorException(GraphErrorCode.PersistedQueryNotFound, "PersistedQueryNotFound");
        return request with { Query = known };
    }

    /// <summary>Keeps the text of a document that is valid, where its client is going to send its hash alone.</summary>
    public void Keep(GraphRequest request, Caller caller)
    {
        if (
            request.Query is not { } text
            || trusted.ModeFor(caller) is DocumentMode.Only
            || HashOf(request) is not { } hash
        )
            return;
        if (trusted.Find(hash) is null && sent.Find(hash) is null)
            sent.Keep(hash, text, BytesOfEach + 2L * text.Length);
    }

    public void Dispose() => sent.Dispose();

    private static string? HashOf(GraphRequest request)
    {
        if (request.DocumentId is { } id)
            return Checked(id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id, "documentId");
        if (!GraphRequest.IsPersisted(request.Extensions))
            return null;
        var given = request.Extensions.GetProperty("persistedQuery");
        if (
            given.ValueKind is not JsonValueKind.Object
            || !given.TryGetProperty("sha256Hash", out var hash)
            || hash.ValueKind is not JsonValueKind.String
        )
            throw new RequestErrorException(
                GraphErrorCode.PersistedQueryNotSupported,
                // Apollo's clients know it by this word, and send the text from then on.
                "PersistedQueryNotSupported"
            );
        return Checked(hash.GetString()!, "extensions.persistedQuery.sha256Hash");
    }

    private static string Checked(string hash, string place) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigit)
            ? hash.ToLowerInvariant()
            : throw new RequestErrorException(
                GraphErrorCode.BadRequest,
                $"{place} must be a SHA-256 in 64 hexadecimal digits."
            );

    private static RequestErrorException NotTrusted() =>
        new(GraphErrorCode.DocumentNotTrusted, "Only documents that this server knows are run here.");

    /// <summary>Each once, and not for ever.</summary>
    private void LogOnce(string text, string? name)
    {
        var hash = TrustedDocuments.HashOf(text);
        lock (logged)
        {
            if (logged.Count >= MostLogged || !logged.Add(hash))
                return;
        }
        var known = name is { Length: <= 100 } && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '_');
        LogUntrusted(hash, known ? name : null);
    }

    [LoggerMessage(LogLevel.Warning, "A document that is not trusted was sent: {Hash}, operation {Name}.")]
    private partial void LogUntrusted(string hash, string? name);
}
