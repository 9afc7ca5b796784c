using System.Security.Cryptography;
using System.Text;
using CasesGraph.Access;

namespace CasesGraph.Graph;

/// <summary>Which documents are run.</summary>
public enum DocumentMode
{
    /// <summary>All.</summary>
    Any,

    /// <summary>All; the log has those that are not trusted.</summary>
    Log,

    /// <summary>Those that are trusted, and no other.</summary>
    Only,
}

/// <summary>Documents that were there before anybody asked: the clients' own, collected when these were built.</summary>
/// <param name="byHash">By the SHA-256 of their text in UTF-8, in small hexadecimal digits.</param>
public sealed class TrustedDocuments(DocumentMode mode, IReadOnlyDictionary<string, string> byHash)
{
    private readonly HashSet<string> texts = [.. byHash.Values];

    private DocumentMode Mode { get; } = mode;

    /// <summary>Which documents of contacts in the portal are run; the same as of others where it is not given.</summary>
    public DocumentMode PortalMode { get; init; } = mode;

    public DocumentMode ModeFor(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Access.IsContact ? PortalMode : Mode;
    }

    public int Count => byHash.Count;

    public string? Find(string hash) => byHash.GetValueOrDefault(hash);

    public bool Has(string text) => texts.Contains(text);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
