using CasesGraph.Model;
using CasesGraph.Query;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>
/// An id that a root field is given. It is kept with the document and finds the key of each request anew, so that a field
/// of which nothing else differs is read once for all of them.
/// </summary>
internal sealed class KeyArgument(GraphQLField field, string name, EntityModel entity)
{
    /// <summary>The key that the request gives.</summary>
    public long Read(ValidOperation valid) => IdReader.Read(Value(valid), entity);

    /// <summary>Whether the request gives an id of the entity.</summary>
    public bool IsIn(ValidOperation valid) => IdReader.TryRead(Value(valid), entity, out _);

    private object? Value(ValidOperation valid) => valid.Arguments(field)![name].Value;
}
