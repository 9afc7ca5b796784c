using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>The values that a column may hold, null aside: what its type and its declarations allow to be written.</summary>
internal sealed class ColumnValues(Column column)
{
    private readonly FieldAttribute? declared = column.Property.GetCustomAttribute<FieldAttribute>();

    /// <summary>The bounds of numbers and instants, as they are stored.</summary>
    public long Least =>
        column.Scalar.Type != typeof(int) && column.Scalar.Type != typeof(long) ? column.Scalar.Least
        : declared is { Editable: not EditableIn.None } ? column.Scalar.Least
        // Versions and numbers of objects count from 1, all others that no caller gives are sizes and counts.
        : column.Property.Name is nameof(IVersioned.Version)
        || column.Property.Name.EndsWith(EntityModel.NumberKey, StringComparison.Ordinal)
            ? 1
        : 0;

    public long Most => column.Scalar.Most;

    public bool Holds(object value) =>
        value is string text
            // What no field declares, such as the values in the log, may be any text.
            ? HoldsPart(text) && (declared is null || !TextRules.IsBlank(text)) && HoldsEnds(text, text)
            : StoredValue.Of(value) is not long number || (number >= Least && number <= Most);

    /// <summary>Whether the text may stand in a value; fields declare how long one is and whether it has lines.</summary>
    public bool HoldsPart(string part) => TextRules.Check(part, Longest, declared?.LongText ?? true) is null;

    public bool HoldsStart(string part) => HoldsPart(part) && HoldsEnds(start: part, end: "");

    public bool HoldsEnd(string part) => HoldsPart(part) && HoldsEnds(start: "", end: part);

    private bool HoldsEnds(string start, string end) =>
        !column.Property.IsDefined(typeof(TidiedAttribute))
        || (start.AsSpan().TrimStart().Length == start.Length && end.AsSpan().TrimEnd().Length == end.Length);

    /// <summary>Whether there is a value that is none of these.</summary>
    public bool HoldsOthers(IEnumerable<object> values) =>
        column.Scalar.Names is not { } names || names.Select(name => name.Value).Except(values).Any();

    private int? Longest => column.Property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
}
