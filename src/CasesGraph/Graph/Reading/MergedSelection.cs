using System.Collections.Concurrent;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// Selection sets that are answered as one, with what was read of them. That is good for every request with the
/// document, unless something in it varies from request to request.
/// </summary>
internal sealed class MergedSelection(List<GraphQLSelectionSet> sets)
{
    private ConcurrentDictionary<object, object>? kept;

    public List<GraphQLSelectionSet> Sets => sets;

    /// <summary>What was read, or is read now.</summary>
    /// <param name="key">What it is read as: a type of the schema, or an entity.</param>
    public TRead Get<TRead>(object key, Varying varying, Func<TRead> read)
        where TRead : class
    {
        if (kept is { } known && known.TryGetValue(key, out var before))
            return (TRead)before;
        var count = varying.Looks;
        var made = read();
        if (varying.Looks == count)
        {
            kept ??= new ConcurrentDictionary<object, object>(concurrencyLevel: 1, capacity: 1);
            kept[key] = made;
        }
        return made;
    }
}
