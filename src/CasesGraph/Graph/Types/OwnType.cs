using CasesGraph.Graph.Reading;
using CasesGraph.Model;
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

/// <summary>
/// A field of an entity that a service makes from columns of the row: what a feature registers where the entity cannot say
/// it itself.
/// </summary>
internal abstract class OwnField
{
    public abstract Type Entity { get; }
    public abstract string Name { get; }

    /// <summary>In the schema, with its arguments.</summary>
    public abstract QueryArguments Declare(TypeRegistry types);

    /// <summary>The field with its coerced arguments, which its variant tells apart.</summary>
    public abstract DerivedField Read(IReadOnlyDictionary<string, object?> given);

    public abstract string Type { get; }
    public abstract string Description { get; }
}

/// <summary>The fields of the filter of an entity that are not those of its model.</summary>
internal abstract class OwnFilter
{
    public abstract Type Entity { get; }

    /// <summary>An argument that root lists have beside the filter; null where there is none.</summary>
    public virtual QueryArgument? Argument(TypeRegistry types) => null;

    public abstract void AddFields(TypeRegistry types, InputObjectGraphType filter);
}
