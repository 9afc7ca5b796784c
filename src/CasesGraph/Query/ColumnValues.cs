using System.ComponentModel.DataAnnotations;
using System.Reflection;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>The values that a column may hold, null aside: what its type and its declarations allow to be written.</summary>
internal sealed class ColumnValues(Column column)
{
    private readonly FieldAttribute? declared = column.Property.GetCustomAttribute<FieldAttribute>();

    /// <summary>The bounds of numbers and instants, as they are stored.</summary>
    public long Least =>
        column.Kind switch
        {
            ScalarKind.Instant => UtcMicroseconds.From(DateTime.MinValue),
            // Versions and numbers of objects count from 1, all others are sizes and counts.
            _ when column.Property.Name is nameof(IVersioned.Version) => 1,
            _ => column.Property.Name.EndsWith(EntityModel.NumberKey, StringComparison.Ordinal) ? 1 : 0,
        };

    public long Most =>
        column.Kind switch
        {
            ScalarKind.Instant => UtcMicroseconds.From(DateTime.MaxValue),
            ScalarKind.Number32 => int.MaxValue,
            _ => long.MaxValue,
        };

    public bool Holds(object value) =>
        value switch
        {
            // What no field declares, such as the values in the log, may be any text.
            string text => HoldsPart(text) && (declared is null || !TextRules.IsBlank(text)),
            int or long => StoredValue.Of(value) is long number && number >= Least,
            _ => true,
        };

    /// <summary>Whether the text may stand in a value; fields declare how long one is and whether it has lines.</summary>
    public bool HoldsPart(string part) => TextRules.Check(part, Longest, declared?.LongText ?? true) is null;

    /// <summary>Whether there is a value that is none of these.</summary>
    public bool HoldsOthers(IEnumerable<object> values) =>
        column.Kind switch
        {
            ScalarKind.Enum => Names.Except(values).Any(),
            ScalarKind.CaseField => Fields.Except(values).Any(),
            _ => true,
        };

    private int? Longest => column.Property.GetCustomAttribute<MaxLengthAttribute>()?.Length;

    private IEnumerable<object> Names =>
        Enum.GetValues(Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType)
            .Cast<object>();

    private static IEnumerable<object> Fields =>
        AuditedFields
            .Named.Select(audited => audited.Name)
            .Concat(CaseParts.All.Select(part => part.Field))
            .Cast<object>();
}
