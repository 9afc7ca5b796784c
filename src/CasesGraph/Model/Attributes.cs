namespace CasesGraph.Model;

/// <summary>In which mutations a caller may give a field's value.</summary>
[Flags]
public enum EditableIn
{
    None = 0,
    Create = 1,
    Update = 2,
    Both = Create | Update,

    /// <summary>As <see cref="FieldAttribute.MassUpdatable"/> says.</summary>
    MassUpdate = 4,
}

/// <summary>An object type of the API and the table behind it.</summary>
/// <param name="description">What it is, in words that a front-end developer can use.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The plural in PascalCase where an "s" does not make it.</summary>
    public string? Plural { get; init; }

    /// <summary>Comma-separated property names, "-" before one for descending; the key always ends the order.</summary>
    public string DefaultOrder { get; init; } = "";

    /// <summary>The property by which people know an object; null where nothing refers to it by a field.</summary>
    public string? Text { get; init; }

    /// <summary>The property that says whether anything new may refer to it; not given: while it is not deleted.</summary>
    public string? InUse { get; init; }

    /// <summary>In what a search looks for its words, as callers are told; not given: in its searchable fields.</summary>
    public string? SearchedIn { get; init; }

    /// <summary>What callers are told of the order in which a search finds, where it has one of its own.</summary>
    public string? SearchOrder { get; init; }

    /// <summary>False for rows that are only read inside their owner (no id, no Node).</summary>
    public bool Node { get; init; } = true;

    /// <summary>
    /// For rows that are read as they were written, forth or back: the time that says so, and that lists are sorted by
    /// alone. They are not searched by themselves.
    /// </summary>
    public string? ReadBy { get; init; }

    /// <summary>
    /// For what is one of several entities that derive from it, an interface of the API: the property by which they are
    /// told apart (<see cref="FormAttribute"/>).
    /// </summary>
    public string? Forms { get; init; }

    /// <summary>The table, where it is called otherwise.</summary>
    public string? Table { get; init; }

    /// <summary>Whose filter its lists have, where that is not its own.</summary>
    public string? FilteredAs { get; init; }

    /// <summary>Whether its rows are the log of all writes: the key is the position, which follows the order of commits.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether a caller is one of them, whom filters by id know as me.</summary>
    public bool IsCaller { get; init; }

    /// <summary>Whether a customer who calls is one of them.</summary>
    public bool IsContact { get; init; }

    /// <summary>What it can be one of (<see cref="UnionAttribute"/>): its text is the name to show then.</summary>
    public Type? As { get; init; }

    /// <summary>Whether deleted ones are left out where they are linked too, not only among all.</summary>
    public bool HiddenInLinks { get; init; }

    /// <summary>Whether who may see one may see all of it, contacts in the portal as well.</summary>
    public bool WhollyPublic { get; init; }
}

/// <summary>
/// A field of an entity: the one source for its GraphQL type, filter, sort, inputs, validation, change log and import.
/// Its type, nullability and length come from the property.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>Who may read it.</summary>
    public FieldAudience Audience { get; init; }

    /// <summary>What a person reads beside the value; made from the property's name when not given.</summary>
    public string? Label { get; init; }
    public EditableIn Editable { get; init; }
    public bool Audited { get; init; }
    public bool MassUpdatable { get; init; }
    public bool Importable { get; init; }
    public bool Filterable { get; init; } = true;
    public bool Sortable { get; init; } = true;

    /// <summary>
    /// A letter, never another's and never changed: by it the log keeps the value with every change, so that lists which
    /// are filtered by it can be followed. Only for enums and references.
    /// </summary>
    public string? Facet { get; init; }

    /// <summary>The log keeps no letter where there is no value; for fields that came when there were logs already.</summary>
    public bool FacetIfAny { get; init; }

    /// <summary>The property that it stands before, where another feature than the entity's own declares it.</summary>
    public string? Before { get; init; }

    /// <summary>Never null in answers, though the property's type allows it.</summary>
    public bool NonNull { get; init; }

    /// <summary>For what callers read in another form: the log has it under this name, nothing else has it.</summary>
    public bool OnlyInLog { get; init; }

    /// <summary>The property that contacts read in its place, where it would tell them of what they do not see.</summary>
    public string? PublicAs { get; init; }

    /// <summary>Always there, and null in answers all the same for a caller who may not see it.</summary>
    public bool MayBeHidden { get; init; }

    /// <summary>What holds on creation alone; told there, behind the description.</summary>
    public string? OnCreate { get; init; }

    /// <summary>Callers have to give it on creation, though its type has a default.</summary>
    public bool NoDefault { get; init; }

    /// <summary>
    /// On a reference: the text of the other object by which inputs name it instead of its id; the input's field is called as
    /// the reference then.
    /// </summary>
    public string? GivenBy { get; init; }

    /// <summary>On a reference: undoing brings back one to what nothing new may refer to any more.</summary>
    public bool ComesBack { get; init; }

    /// <summary>Long text may hold line breaks and tabs; it can be filtered, not sorted.</summary>
    public bool LongText { get; init; }
}

/// <summary>
/// On a reference: the field by which the object that it leads to shows all that refer to it. What comes later so adds to
/// what it knows, which need not know it.
/// </summary>
/// <param name="name">The field's name.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class InverseAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;

    /// <summary>Who may read it.</summary>
    public FieldAudience Audience { get; init; }

    /// <summary>The other's property that the field stands before in the schema; not given: after all of them.</summary>
    public string? Before { get; init; }

    /// <summary>Its place among those that stand there, the lowest first.</summary>
    public int Place { get; init; }

    /// <summary>The entity that the rows are, where not all that have the reference are meant.</summary>
    public Type? Child { get; init; }

    /// <summary>Small by nature, read as a plain list; else a connection.</summary>
    public bool Whole { get; init; }

    /// <summary>The link row's navigation to the node; null when the rows are the nodes themselves.</summary>
    public string? Node { get; init; }

    /// <summary>The connection type's name without "Connection" when its edges carry the link's own fields.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether every object has some, which a filter may rely on.</summary>
    public bool NeverEmpty { get; init; }

    /// <summary>Whether a search of the other looks at the text of these.</summary>
    public bool Searched { get; init; }
}

/// <summary>
/// On a reference with <see cref="InverseAttribute"/>: the other has, behind that list, the number of those of its rows that
/// have a value in a field.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountedAttribute(string name, string description, string by, object value) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;

    /// <summary>The property that has the value.</summary>
    public string By { get; } = by;

    public object Value { get; } = value;
}

/// <summary>An enum whose values are declared from the greatest to the smallest; sorts count them so.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class GreatestFirstAttribute : Attribute;

/// <summary>
/// A text that is kept without blanks around it, accents in one encoding (NFC). Conditions bring their accents into the same,
/// so that a name is found however a keyboard wrote it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TidiedAttribute : Attribute;

/// <summary>A value that only one object has; a mistake about it names that object.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UniqueAttribute : Attribute;

/// <summary>
/// One of several objects of different types, or the service itself where there is none; an interface of the API, by which
/// each has a name to show.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class UnionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}

/// <summary>
/// For what the rules set: the property whose changes set it. The log keeps it beside them, and undoing puts it back with
/// them.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FollowsFromAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>
/// On a property of the log: what is told of an entry with which a record left what a caller sees. Of what does not have it
/// nothing is, and conditions on it are not judged.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OfLeftAttribute : Attribute
{
    /// <summary>What is told in its place; null for the value itself.</summary>
    public object? As { get; init; }

    /// <summary>Null is told, and conditions are judged by that.</summary>
    public bool IsNull { get; init; }
}
