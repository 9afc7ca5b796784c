using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>The kinds of mistakes that a payload can tell: the members of its error union.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErrorsAttribute(params Type[] types) : Attribute
{
    /// <summary>Whether the input names others even where the entity refers to none.</summary>
    public bool NamesOthers { get; init; }

    /// <summary>Those that there can be.</summary>
    /// <param name="entity">What a generic payload is about; the generic errors are about it too.</param>
    public IEnumerable<Type> Of(EntityModel? entity) =>
        types
            .Where(type => entity is null || CanBe(type, entity))
            .Select(type => type.IsGenericTypeDefinition ? type.MakeGenericType(entity!.Type) : type);

    private bool CanBe(Type type, EntityModel entity) =>
        type == typeof(DeletedError<>) ? entity.SoftDeleted
        : type == typeof(MergedError<>) ? typeof(IMergeable).IsAssignableFrom(entity.Type)
        : type != typeof(RelatedObjectNotFoundError)
            || NamesOthers
            || entity.EditableFields(EditableIn.Create).Any(field => field is ReferenceField);
}

/// <summary>
/// The name in the API of what is about a generic record's entity, such as Create{Entity}Payload or Delete{Entities}Input.
/// Descriptions say {entity}, {an entity}, {entities}, and {id} for all that names one, in the same way.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class NamedAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>An input of which exactly one field is given.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OneOfAttribute : Attribute;

/// <summary>Which fields of the entity an input takes in this place.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldsOfAttribute(EditableIn mutation) : Attribute
{
    public EditableIn Mutation { get; } = mutation;
}

/// <summary>On a text of a payload that is for the first answer alone: nothing keeps it, and a repetition has null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShownOnceAttribute : Attribute;

/// <summary>A reference that is written as its opaque id, not as the object.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AsIdAttribute : Attribute;

/// <summary>The entities that a reference of no certain type can lead to; none given: those with a unique field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AnyOfAttribute(params Type[] types) : Attribute
{
    /// <summary>Those that are logged.</summary>
    public bool Logged { get; init; }

    public IEnumerable<EntityModel> Entities =>
        Logged ? EntityModel.Logged.Values.Select(EntityModel.Of)
        : types.Length > 0 ? types.Select(EntityModel.Of)
        : EntityModel.All.Where(entity => entity.HasUnique);
}

/// <summary>
/// On a reference of a record that is kept in JSON: what stands there is its opaque id, or ids, under the name of another
/// member. It is read with the rows that have the records; what the caller does not see is not there.
/// </summary>
/// <param name="member">The one with the ids.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HeldInAttribute(string member) : Attribute
{
    public string Member { get; } = member;
}

/// <summary>On a file of an input that has a limit of its own, for it is attached to nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LargeFileAttribute : Attribute;

/// <summary>On a list of a record that is part of an entity: callers say by "first" how many of it they want.</summary>
/// <param name="count">How many they get who do not say.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FirstOfAttribute(int count) : Attribute
{
    public int Count { get; } = count;
}
