using System.Reflection;
using System.Runtime.CompilerServices;

namespace CasesGraph.Model;

/// <summary>A field of an entity as every part of the service sees it.</summary>
public abstract record FieldModel(string Name, string Description)
{
    /// <summary>Who may read it; the id, which is no field of the model, may be read by all who see the row.</summary>
    public FieldAudience Audience { get; init; }
}

/// <summary>A field that a caller can give a value for: a plain value or a reference to one other entity.</summary>
/// <param name="Name">The field's name in objects, filters and sorts.</param>
/// <param name="Property">The entity's property that holds the value: the reference's key for a reference.</param>
public abstract record ValueField(string Name, PropertyInfo Property, FieldAttribute Declared)
    : FieldModel(Name, Declared.Description)
{
    public string Label => Declared.Label ?? Naming.Label(DisplayName);

    /// <summary>The name in create and update inputs.</summary>
    public abstract string InputName { get; }

    /// <summary>The name in the change log, such as ASSIGNED_TO.</summary>
    public string LogName => Naming.UpperSnake(DisplayName);

    /// <summary>False when the value may be absent.</summary>
    public required bool Required { get; init; }

    protected abstract string DisplayName { get; }
}

/// <summary>A plain value of its own column.</summary>
public sealed record ScalarField(
    string Name,
    PropertyInfo Property,
    FieldAttribute Declared,
    Scalar Scalar,
    int? MaxLength
) : ValueField(Name, Property, Declared)
{
    public bool IsText => Scalar.Type == typeof(string);

    public override string InputName => Name;
    protected override string DisplayName => Property.Name;

    /// <summary>A field is itself alone: by its members, which are attributes too, reflection would compare it.</summary>
    public bool Equals(ScalarField? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A reference to one other entity, by a key column and a navigation.</summary>
public sealed record ReferenceField(
    string Name,
    PropertyInfo Navigation,
    PropertyInfo Property,
    FieldAttribute Declared,
    Type Target
) : ValueField(Name, Property, Declared)
{
    public override string InputName => Declared.GivenBy is null ? Name + "Id" : Name;
    protected override string DisplayName => Navigation.Name;

    /// <summary>Whether a search of the entity looks at the text of what it refers to.</summary>
    public bool Searched { get; } = Navigation.IsDefined(typeof(SearchableAttribute), inherit: false);

    /// <inheritdoc cref="ScalarField.Equals(ScalarField)"/>
    public bool Equals(ReferenceField? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>One of several types of object, each by a reference of its own; all absent means the system itself.</summary>
public sealed record UnionField(
    string Name,
    string Description,
    string TypeName,
    UnionAttribute Declared,
    IReadOnlyList<UnionMember> Members
) : FieldModel(Name, Description);

public sealed record UnionMember(PropertyInfo Navigation, PropertyInfo Key, Type Target);

/// <summary>An object of one of several entities: one column says of which, another has its key.</summary>
public sealed record OneOfField(
    string Name,
    string Description,
    string TypeName,
    PropertyInfo Type,
    PropertyInfo Key,
    IReadOnlyList<OneOfMember> Members
) : FieldModel(Name, Description);

/// <summary>One of those entities.</summary>
/// <param name="Values">Of the column that says which.</param>
public sealed record OneOfMember(Type Target, IReadOnlyList<long> Values);

/// <summary>A to-many relation, read page by page.</summary>
/// <param name="Child">The rows: the nodes themselves or the links to them.</param>
/// <param name="ForeignKey">The child's property that holds the owner's key.</param>
/// <param name="Node">The link's navigation to the node; null when the child is the node.</param>
/// <param name="TypeName">The connection type's name without "Connection".</param>
/// <param name="EdgeFields">Fields of the link that the edges carry.</param>
/// <param name="NeverEmpty">Whether every owner has some.</param>
public sealed record ConnectionField(
    string Name,
    string Description,
    Type Child,
    PropertyInfo ForeignKey,
    PropertyInfo? Node,
    string TypeName,
    IReadOnlyList<ScalarField> EdgeFields,
    bool NeverEmpty
) : FieldModel(Name, Description)
{
    public Type NodeType => Node?.PropertyType ?? Child;

    /// <summary>Whether a search of the owners looks at the text of the nodes.</summary>
    public bool Searched { get; init; }
}

/// <summary>How many rows of a list have a value in a field, counted as the list counts them; it cannot be filtered or sorted.</summary>
/// <param name="List">The list, as it is without arguments.</param>
/// <param name="By">The field's name in the filter of the list.</param>
public sealed record CountField(string Name, string Description, ConnectionField List, string By, object Value)
    : FieldModel(Name, Description)
{
    /// <summary>The arguments with which the list would say the same.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [By] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["eq"] = Value },
            },
        };
}

/// <summary>A to-many relation, small by nature, read whole.</summary>
public sealed record ItemsField(string Name, string Description, Type Child, PropertyInfo ForeignKey)
    : FieldModel(Name, Description);

/// <summary>A field made from columns of the same row when it is written; it cannot be filtered or sorted.</summary>
/// <param name="Type">The type as the schema writes it: of a scalar, a record, or a list of these.</param>
/// <param name="Columns">Names of the properties that it is made from.</param>
/// <param name="Value">
/// From the columns' values to a string, to a double, to a dictionary where the type is Any, to JSON for a list or a record.
/// </param>
public sealed record DerivedField(
    string Name,
    string Description,
    string Type,
    IReadOnlyList<string> Columns,
    Func<object?[], object?> Value
) : FieldModel(Name, Description)
{
    /// <summary>
    /// Whether it depends on the list that the row is read in: what the list's own argument was read as then comes last
    /// among the values, null where there is none.
    /// </summary>
    public bool OfList { get; init; }

    /// <summary>
    /// Whether it depends on who asks: the caller comes last among the values. Two callers never share an answer then, and
    /// none is kept.
    /// </summary>
    public bool OfCaller { get; init; }

    /// <summary>
    /// Whether it depends, too, on whether the row is a contact's own, where contacts may do less with the rows of others
    /// that they see: that comes before the caller then, true where they may do the same with all.
    /// </summary>
    public bool OfOwnRow { get; init; }

    /// <summary>
    /// The column with the name of the field, of whatever record, whose value it tells: where that is hidden, so is the value.
    /// </summary>
    public string? Tells { get; init; }

    /// <summary>The record that it is, or that the items of a list are; or the enum.</summary>
    public Type? Record { get; init; }

    /// <summary>What it depends on beside the columns, such as arguments: as short as can be.</summary>
    public string? Variant { get; init; }
}

/// <summary>An entity with fields that are made from its columns.</summary>
public interface IDerived
{
    static abstract IReadOnlyList<DerivedField> Derived { get; }
}
