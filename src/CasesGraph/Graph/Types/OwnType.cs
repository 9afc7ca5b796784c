using CasesGraph.Graph.Reading;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>
/// The type in the schema of a type of the code that tells nothing of itself: what a feature registers, and how its
/// values are read in inputs.
/// </summary>
internal abstract class OwnType
{
    public abstract Type Type { get; }
    public abstract string Name { get; }
    public abstract IGraphType Make(TypeRegistry types);

    /// <summary>From the coerced value to the one that operations get; mistakes go to the reader's issues.</summary>
    public virtual object Read(object value, IReadOnlyList<string> path, InputReader reader) => value;
}

/// <summary>The fields of the filter of an entity that are not those of its model.</summary>
internal abstract class OwnFilter
{
    public abstract Type Entity { get; }

    /// <summary>An argument that root lists have beside the filter; null where there is none.</summary>
    public virtual QueryArgument? Argument(TypeRegistry types) => null;

    public abstract void AddFields(TypeRegistry types, InputObjectGraphType filter);
}
