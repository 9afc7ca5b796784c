using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.ChangeLog;

/// <summary>
/// What lists are followed by: a case's short fields and links as one text, such as |s1|p2|t|c0|a55|u7|r|g3|g9|. A letter
/// says of what (<see cref="FieldAttribute.Facet"/>, <see cref="LinkPart.Facet"/>), behind it stands the stored number.
/// Behind them stands who is led to the case by others (<see cref="LedFacets"/>). Empty where no list has the case: it is
/// deleted, merged away, purged or not created yet.
/// </summary>
internal static class CaseFacets
{
    private const string End = "|";

    /// <summary>What stands in every text but the empty one.</summary>
    public const string Listed = End;

    public static IReadOnlyList<ValueField> Fields { get; } =
    [.. EntityModel.Of<Case>().ValueFields.Where(field => field.Declared.Facet is not null)];

    private static readonly ValueField DeletedAt = AuditedFields.Find(CaseField.DeletedAt)!;

    public static string Of(Case @case) =>
        Text(@case.DeletedAt, field => field.Property.GetValue(@case), @case.LinkFacets + @case.LedFacets);

    /// <summary>Those of a case that is about to be saved, as the database has it.</summary>
    public static string Before(FieldChanges changes) =>
        Text((DateTime?)changes.Before(DeletedAt), changes.Before, changes.Touched.KeptBefore);

    /// <summary>The same as an expression over a case as it is before an edit.</summary>
    public static string Before() => Expression(Sql.Column, Sql.Column(nameof(Case.LinkFacets)));

    /// <summary>What they will be.</summary>
    public static string After(CaseEdit edit) =>
        edit.Kind is ChangeKind.Purged ? Sql.Word("") : Expression(edit.After, Links(edit));

    /// <summary>The column of what the case keeps of its links, where an edit changes it.</summary>
    public static IEnumerable<(string Column, string After)> LinksOf(CaseEdit edit) =>
        edit.Links.Any(link => link.Part.Facet is not null) ? [(nameof(Case.LinkFacets), Links(edit))] : [];

    /// <summary>One of them, with the sign that stands before it in a whole text.</summary>
    public static string Token(string facet, long? value) => End + Bare(facet, value);

    /// <summary>What stands in a text that has a link of a part, or a value that is kept only where there is one.</summary>
    public static string Any(string facet) => End + facet;

    /// <summary>The parts of a text, such as u7, without the signs between them.</summary>
    public static IReadOnlyList<string> Parts(string? text) =>
        text?.Split(End, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The field with a facet whose property has this name; null where there is none.</summary>
    public static ValueField? Find(string property) =>
        Fields.FirstOrDefault(field => string.Equals(field.Property.Name, property, StringComparison.Ordinal));

    /// <summary>The stored number that a text has of a field; null for none.</summary>
    public static long? ValueIn(string text, ValueField field)
    {
        var start = text.IndexOf(Any(field.Declared.Facet!), StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += Any(field.Declared.Facet!).Length;
        var value = text.AsSpan(start, text.IndexOf(End, start, StringComparison.Ordinal) - start);
        return value.IsEmpty ? null : long.Parse(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a text is one whole part of another with the signs around it.</summary>
    public static bool IsWhole(string text) => text.Length > 1 && text.EndsWith(End, StringComparison.Ordinal);

    public static string Token(LinkPart part, long key) => Bare(part.Facet!, key);

    extension(Case @case)
    {
        /// <summary>Adds a link to what the case keeps of its links.</summary>
        public void Link(ICaseLink link)
        {
            if (CaseParts.Of(link) is LinkPart { Facet: not null } part)
                @case.LinkFacets += Token(part, link.Key);
        }

        /// <summary>Takes it out.</summary>
        public void Unlink(ICaseLink link)
        {
            if (CaseParts.Of(link) is LinkPart { Facet: not null } part)
                @case.LinkFacets = @case.LinkFacets.Replace(Token(part, link.Key), "", StringComparison.Ordinal);
        }

        /// <summary>The same for what becomes of a row of a part.</summary>
        public void Change(PartChange change)
        {
            if (change.Row is not ICaseLink link)
                return;
            if (change.Before && !change.After)
                @case.Unlink(link);
            else if (!change.Before)
                @case.Link(link);
        }
    }

    private static string Links(CaseEdit edit) =>
        // What gives a part whole begins with what the others have.
        edit
            .Links.OrderByDescending(link => link.Patch.Whole)
            .Aggregate(Sql.Column(nameof(Case.LinkFacets)), (text, link) => link.Facets(text));

    private static string Bare(ValueField field, long? value) =>
        value is null && field.Declared.FacetIfAny ? "" : Bare(field.Declared.Facet!, value);

    private static string Bare(string facet, long? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{facet}{value}{End}");

    private static string Text(DateTime? deletedAt, Func<ValueField, object?> valueOf, string kept) =>
        deletedAt is null
            ? $"{End}{string.Concat(Fields.Select(field => Bare(field, Number(valueOf(field)))))}{kept}"
            : "";

    private static long? Number(object? value) =>
        value is null ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static string Expression(Func<string, string> valueOf, string links)
    {
        var fields = Fields.Select(Field);
        var text = Sql.Concatenated([Sql.Word(End), .. fields, links, Sql.Column(nameof(Case.LedFacets))]);
        return Sql.Choose([(Sql.IsNull(valueOf(nameof(Case.DeletedAt))), text)], Sql.Word(""));

        string Field(ValueField field)
        {
            var value = valueOf(field.Property.Name);
            var token = Sql.Token(field.Declared.Facet!, value, End);
            return field.Declared.FacetIfAny ? Sql.Choose([(Sql.IsNull(value), Sql.Word(""))], token) : token;
        }
    }
}
