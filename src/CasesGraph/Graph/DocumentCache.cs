using System.Collections.Concurrent;
using GraphQL.Execution;
using GraphQLParser.AST;

namespace CasesGraph.Graph;

/// <summary>
/// Operations by the text of their document. One that passed validation once passes it always, for the schema does not
/// change; only its variables are looked at again.
/// </summary>
internal sealed class DocumentCache
{
    private const int MostDocuments = 1_000;
    private readonly GraphQLDocumentBuilder builder = new();
    private readonly ConcurrentDictionary<string, PreparedOperation> documents = new(StringComparer.Ordinal);

    public PreparedOperation? Find(string text) => documents.GetValueOrDefault(text);

    /// <summary>Parses; a syntax error is thrown as the engine's own exception.</summary>
    public GraphQLDocument Parse(string text) => builder.Build(text);

    /// <summary>Only valid documents are kept, so that nobody fills the cache with nonsense.</summary>
    public void Keep(string text, PreparedOperation operation)
    {
        if (documents.Count >= MostDocuments)
            documents.Clear();
        documents[text] = operation;
    }
}
