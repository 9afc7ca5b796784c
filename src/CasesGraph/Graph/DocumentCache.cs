using CasesGraph.Serving;

namespace CasesGraph.Graph;

/// <summary>
/// Operations by the text of their document. One that passed validation once passes it always, for the schema does not
/// change; only its variables are looked at again.
/// </summary>
internal sealed class DocumentCache : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>What is kept of a document, beside what grows with its text.</summary>
    private const int BytesOfEach = 8 * 1024;

    /// <summary>Its nodes, and what was read of them.</summary>
    private const int BytesOfCharacter = 50;

    private readonly BoundedCache<string, PreparedOperation> documents = new(MostBytes);

    public PreparedOperation? Find(string text) => documents.Find(text);

    /// <summary>Only valid documents are kept, so that nobody fills the cache with nonsense.</summary>
    public void Keep(string text, PreparedOperation operation) =>
        documents.Keep(text, operation, BytesOfEach + (long)BytesOfCharacter * text.Length);

    public void Dispose() => documents.Dispose();
}
