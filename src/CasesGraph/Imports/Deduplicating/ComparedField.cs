using System.Globalization;
using System.Reflection;
using CasesGraph.Data;
using CasesGraph.Imports.Running;
using CasesGraph.Model;

namespace CasesGraph.Imports.Deduplicating;

/// <summary>A field by which records and rows are compared.</summary>
internal sealed class ComparedField
{
    private ComparedField(ValueField field, string owner)
    {
        var property = field.Property;
        (Field, Owner) = (field, owner);
        IsFolded = field is ScalarField { IsText: true } && Folded(property) is not null;
        Column = IsFolded ? Folded(property)! : property;
    }

    public ValueField Field { get; }

    /// <summary>What the names of fields that bring it begin with.</summary>
    public string Owner { get; }

    /// <summary>The property that holds the value as it is compared.</summary>
    public PropertyInfo Column { get; }

    public bool IsText => Column.PropertyType == typeof(string);
    private bool IsFolded { get; }

    /// <summary>Null for a name of what rows cannot be compared by.</summary>
    public static ComparedField? Of(string name, EntityModel entity)
    {
        var owner = name.Split('.')[0];
        return entity.Find(owner) switch
        {
            ScalarField scalar when !scalar.Property.Name.Equals(entity.Key!.Name, StringComparison.Ordinal) => new(
                scalar,
                owner
            ),
            ReferenceField { Declared.GivenBy: null } reference => new(reference, owner),
            _ => null,
        };
    }

    /// <summary>What a row has, as the base would have it; null for nothing, and for what is not there yet.</summary>
    public object? InBase(GivenRow row) =>
        Field is not ReferenceField ? Of(row)
        : row.Reference(Owner) is > 0 and var key ? key
        : null;

    /// <summary>What a row has, as rows are compared, whatever of it is there; null for nothing.</summary>
    public string? InFile(GivenRow row) =>
        Field is ReferenceField ? NameOf(row, Owner)
        : Of(row) is { } value ? Text(value)
        : null;

    /// <summary>As a row names an object: two that are named otherwise are not one.</summary>
    public static string? NameOf(GivenRow row, string owner) =>
        row.Named.Find(one => one.Field.Owner.Equals(owner, StringComparison.Ordinal)) is { } named
            ? KeyOf(named)
            : null;

    public static string KeyOf(NamedObject named) =>
        TextRules.IsStorable(named.Ways[0].Text) ? CaseFolding.Key(named.Ways[0].Text) : named.Ways[0].Text;

    /// <summary>A value as it is compared.</summary>
    public static string Text(object value) =>
        value switch
        {
            string text => text,
            DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(format: null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    private object? Of(GivenRow row) =>
        row.Of(Field.Name) is not string text ? row.Of(Field.Name)
        : TextRules.OrNull(text) is null
        || TextRules.Check(text, maxLength: null, Field.Declared.LongText && !IsFolded) is not null
            ? null
        : IsFolded ? CaseFolding.Key(text)
        : text;

    private static PropertyInfo? Folded(PropertyInfo property) =>
        property.ReflectedType!.GetProperty($"{property.Name}Key") is { } key && key.PropertyType == typeof(string)
            ? key
            : null;
}
