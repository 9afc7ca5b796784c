namespace CasesGraph.Model;

/// <summary>
/// Text that <c>search</c> looks at: the property's own, which has a column in the entity's full-text index, or on a
/// reference that of what it leads to. <see cref="InverseAttribute.Searched"/> is the other way.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class SearchableAttribute : Attribute
{
    /// <summary>The column's name in the index; the property's when not given.</summary>
    public string? Column { get; init; }

    public SearchPart Part { get; init; } = SearchPart.Text;

    /// <summary>Whether the property holds words of the index as they are, not a text.</summary>
    public bool IsReady { get; init; }

    /// <summary>Whether the text is a telephone number, which is found by its last digits too, however it is written.</summary>
    public bool IsPhone { get; init; }

    /// <summary>The properties that a computed one is computed from; not given: it is written itself.</summary>
    public string[] ComputedFrom { get; init; } = [];

    /// <summary>A property that decides which rows have their text in this column; null for all rows.</summary>
    public string? When { get; init; }

    /// <summary>What it is there, or is not.</summary>
    public int Value { get; init; }

    public bool Holds { get; init; } = true;
}

/// <summary>
/// Parts of what is indexed of a row. A search of one looks into those before it too: one of <see cref="Text"/> leaves
/// the internal out.
/// </summary>
public enum SearchPart
{
    /// <summary>What ranks before the rest; an entity without it is not ranked.</summary>
    Title,

    /// <summary>What anybody may read who may read the row.</summary>
    Text,

    /// <summary>What only staff may read.</summary>
    Internal,
}
