using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>All types of the schema by name; fields name the types that they need, in any order.</summary>
internal sealed class TypeRegistry
{
    private readonly Dictionary<string, IGraphType> types = new(StringComparer.Ordinal);

    public IEnumerable<IGraphType> All => types.Values;

    /// <summary>Makes the type once, however often it is needed.</summary>
    public void Ensure(string name, Func<IGraphType> make)
    {
        if (types.ContainsKey(name))
            return;
        // The place is taken before the type is made: types refer to each other in circles.
        types.Add(name, null!);
        types[name] = make();
    }

    public void Add(IGraphType type) => types.Add(type.Name, type);
}
