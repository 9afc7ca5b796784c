using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// What a request asks of one entity: engine-free, fragments and directives already resolved. Of one with forms, what it
/// asks of each is the only field.
/// </summary>
public sealed record Selection(EntityModel Entity, IReadOnlyList<SelectedField> Fields);

/// <summary>A field that is asked for.</summary>
/// <param name="Key">The response key: the alias, or the field's name.</param>
public abstract record SelectedField(string Key);

public sealed record SelectedId(string Key) : SelectedField(Key);

public sealed record SelectedScalar(string Key, ScalarField Field) : SelectedField(Key)
{
    /// <summary>Whether it is read of the row alone that is the caller, and null of all others.</summary>
    public bool OnlyOwn { get; init; }
}

/// <summary>What the caller may not read: null, and nothing is read for it.</summary>
public sealed record SelectedHidden(string Key) : SelectedField(Key);

/// <summary>A derived field.</summary>
/// <param name="Parts">What is asked of it, or of each of its items, where that is an object.</param>
public sealed record SelectedDerived(string Key, DerivedField Field, IReadOnlyList<SelectedPart> Parts)
    : SelectedField(Key)
{
    /// <summary>Whether it is read whether the row is the contact's own.</summary>
    public bool AsksOwn { get; init; }
}

/// <summary>What is asked of an object of a derived field.</summary>
/// <param name="Type">The name of the object's own type.</param>
/// <param name="First">Of a list: how many of its items; null for all.</param>
/// <param name="Parts">What is asked of it where it is an object again.</param>
public sealed record SelectedPart(string Key, string Name, string Type, int? First, IReadOnlyList<SelectedPart> Parts)
{
    /// <summary>Of objects whose ids stand under the name: what is asked of each entity that they can be; null for all else.</summary>
    public IReadOnlyList<Selection>? Objects { get; init; }
}

public sealed record SelectedReference(string Key, ReferenceField Field, Selection Selection) : SelectedField(Key)
{
    /// <inheritdoc cref="SelectedScalar.OnlyOwn"/>
    public bool OnlyOwn { get; init; }
}

/// <summary>What is asked of each member of a union.</summary>
/// <param name="Members">A selection for each member of the union, in the members' order.</param>
public sealed record SelectedUnion(
    string Key,
    UnionField Field,
    IReadOnlyList<Selection> Members,
    IReadOnlyList<SelectedConstant> System
) : SelectedField(Key);

/// <summary>An object of one of several entities, read by its key.</summary>
/// <param name="Members">A selection for each member of the field, in the members' order.</param>
public sealed record SelectedOneOf(string Key, OneOfField Field, IReadOnlyList<Selection> Members) : SelectedField(Key);

/// <summary>A text that does not depend on data.</summary>
public sealed record SelectedConstant(string Key, string Value) : SelectedField(Key);

public sealed record SelectedItems(string Key, ItemsField Field, Selection Selection) : SelectedField(Key);

public sealed record SelectedConnection(string Key, ConnectionField Field, ListSelection List) : SelectedField(Key);

/// <summary>How many rows a list has, read as its count is.</summary>
/// <param name="List">Has the count as the only part.</param>
public sealed record SelectedCount(string Key, CountField Field, ListSelection List) : SelectedField(Key);

/// <summary>A list at the root, or under an owner. Its arguments come with the request.</summary>
/// <param name="Child">The rows: nodes, or links to them.</param>
/// <param name="Node">The link's navigation to the node, null when the rows are the nodes.</param>
/// <param name="Index">The list's place among the request's lists, by which its arguments are found.</param>
/// <param name="Parts">What is asked of the connection, in the order asked.</param>
public sealed record ListSelection(
    EntityModel Child,
    System.Reflection.PropertyInfo? Node,
    int Index,
    IReadOnlyList<ListPart> Parts
)
{
    public bool ReadsRows => Parts.Any(part => part is PageInfoPart or EdgesPart or NodesPart);
    public bool Counts => Parts.Any(part => part is TotalCountPart);
    public bool Estimates => Parts.Any(part => part is EstimatedCountPart);
}

/// <summary>The arguments of one list, with the values that they bring.</summary>
/// <param name="Shape">Equal for two lists of arguments when, and only when, one plan serves both.</param>
/// <param name="Backward">Whether the page is the last rows instead of the first.</param>
/// <param name="Order">Complete: ends in the key.</param>
public sealed record ListArguments(
    int Size,
    bool Backward,
    Filter? Where,
    IReadOnlyList<OrderKey> Order,
    SearchArgument? Search,
    bool IncludeDeleted,
    Bound? After,
    Bound? Before,
    CursorCodec Cursors,
    ListValues Values,
    string Shape
)
{
    /// <summary>What the entity's own argument is read as (<see cref="FilterFields.Argument"/>).</summary>
    public object? Followed { get; init; }

    public double ConditionPoints { get; } = PriceReader.Of(Where, Search);

    /// <summary>Values of a statement that belongs to no list.</summary>
    public static ListArguments Bare(ListValues values) =>
        new(
            Size: 0,
            Backward: false,
            Where: null,
            Order: [],
            Search: null,
            IncludeDeleted: false,
            After: null,
            Before: null,
            new CursorCodec(
                new ListIdentity("", IncludeDeleted: false, Search: null, "", values, Count: 0),
                [],
                isLog: false
            ),
            values,
            Shape: ""
        );
}

/// <summary>A cursor's place in the order: a slot for each order key, null where the value is null.</summary>
public sealed record Bound(IReadOnlyList<Slot?> Values);

/// <summary>Full-text search.</summary>
/// <param name="Terms">None when the text has no word: then nothing is found.</param>
/// <param name="Phones">Terms that together may be one telephone number.</param>
public sealed record SearchArgument(IReadOnlyList<TermArgument> Terms, IReadOnlyList<PhoneArgument> Phones)
{
    /// <summary>A letter a term, a capital where it may be a number, and what may be telephone numbers.</summary>
    public string Shape =>
        string.Concat(Terms.Select(term => $"{Letter(term)}{(term.Phone is null ? "" : "t")}"))
        + string.Concat(Phones.Select(phone => $"+{string.Join('.', phone.Terms)}"));

    private static char Letter(TermArgument term) =>
        term.Number is null ? (term.IsPhrase ? 'p' : 'w')
        : term.IsPhrase ? 'P'
        : 'W';
}

/// <summary>Groups of digits that are found in one telephone number too, without what stands between them.</summary>
/// <param name="Terms">The places of their terms, which otherwise must all occur.</param>
/// <param name="Probe">The last digits, as <see cref="PhoneDigits.Probe"/> has them.</param>
public sealed record PhoneArgument(IReadOnlyList<int> Terms, Slot Probe);

/// <summary>A word as a prefix, or a phrase.</summary>
/// <param name="Probe">The text to look for, blanks included.</param>
/// <param name="Number">The number of a case that it may be; null when it is none, or cases are not what is sought.</param>
/// <param name="Phone">The last digits of telephone numbers that it may be; null where it is none.</param>
public sealed record TermArgument(Slot Probe, bool IsPhrase, Slot? Number, Slot? Phone);

public abstract record ListPart(string Key);

public sealed record TypeNamePart(string Key, string Name) : ListPart(Key);

public sealed record TotalCountPart(string Key) : ListPart(Key);

public sealed record EstimatedCountPart(string Key) : ListPart(Key);

public sealed record NodesPart(string Key, Selection Selection) : ListPart(Key);

/// <summary>The edges of the page.</summary>
/// <param name="Fields">Of the edge: cursor, node, type name and the link's own fields.</param>
public sealed record EdgesPart(string Key, IReadOnlyList<SelectedField> Fields) : ListPart(Key);

public sealed record SelectedCursor(string Key) : SelectedField(Key);

public sealed record SelectedNode(string Key, Selection Selection) : SelectedField(Key);

/// <summary>What the search has found of a row.</summary>
/// <param name="Length">At most so many code points.</param>
/// <param name="Parts">Response keys and names of what is asked of it, and of each mark.</param>
/// <param name="Access">What whoever asks may do, which says where it may look.</param>
public sealed record SelectedExcerpt(string Key, int Length, IReadOnlyList<ExcerptPart> Parts, AccessShape Access)
    : SelectedField(Key);

public sealed record ExcerptPart(string Key, string Name, IReadOnlyList<(string Key, string Name)> Below);

public sealed record PageInfoPart(string Key, IReadOnlyList<(string Key, PageInfoField Field)> Fields) : ListPart(Key)
{
    public bool HasCursors => Fields.Any(f => f.Field is PageInfoField.StartCursor or PageInfoField.EndCursor);
}

public enum PageInfoField
{
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
    TypeName,
}
