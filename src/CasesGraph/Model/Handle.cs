using System.Reflection;

namespace CasesGraph.Model;

/// <summary>On a field by whose value inputs can name an object in place of its id (accountRef beside accountId).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HandleAttribute : Attribute
{
    /// <summary>
    /// The property that holds the value as it is compared: whatever its case and the encoding of its accents. Not given:
    /// the value itself, as written.
    /// </summary>
    public string? Folded { get; init; }
}

/// <summary>A field by whose value inputs can name an object.</summary>
/// <param name="Column">What the value is looked for in.</param>
/// <param name="IsFolded">Whether it is compared as its key (<see cref="HandleAttribute.Folded"/>).</param>
/// <param name="IsUnique">Whether one object at most has a value.</param>
public sealed record Handle(ScalarField Field, string Column, bool IsFolded, bool IsUnique)
{
    public string Name => Field.Name;

    /// <summary>Those of an entity; the id in another system first.</summary>
    public static IReadOnlyList<Handle> Of(IEnumerable<FieldModel> fields) =>
        [
            .. fields
                .OfType<ScalarField>()
                .Select(field => (field, Declared: field.Property.GetCustomAttribute<HandleAttribute>()))
                .Where(one => one.Declared is not null)
                .Select(one => new Handle(
                    one.field,
                    one.Declared!.Folded ?? one.field.Property.Name,
                    one.Declared.Folded is not null,
                    one.field.Property.IsDefined(typeof(UniqueAttribute))
                ))
                .OrderBy(handle => handle.IsFolded),
        ];
}
