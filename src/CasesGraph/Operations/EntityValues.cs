using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>
/// The values that an input gives for fields of an entity. A field that is not among them stays as it is; null clears
/// it, and so does a blank text where there need not be one. References are keys (long). Which fields can be among them,
/// and what they may hold, the entity says.
/// </summary>
public sealed class EntityValues<TEntity>(IReadOnlyDictionary<ValueField, object?> given)
    where TEntity : class
{
    private readonly Dictionary<string, object?> byProperty = given.ToDictionary(
        pair => pair.Key.Property.Name,
        pair => Stored(pair.Key, pair.Value),
        StringComparer.Ordinal
    );

    public IEnumerable<KeyValuePair<ValueField, object?>> Given =>
        given.Keys.Select(of => KeyValuePair.Create(of, byProperty[of.Property.Name]));

    /// <summary>Whether the input gives a value (or null) for the property.</summary>
    public bool Has(string property) => byProperty.ContainsKey(property);

    public object? this[string property] => byProperty.GetValueOrDefault(property);

    /// <summary>
    /// Puts the values into the entity; the change tracker sees what differs. Null for a required field, which only an
    /// input that creates may hold, means that the default stays.
    /// </summary>
    public void ApplyTo(TEntity entity)
    {
        foreach (var (field, value) in Given)
        {
            if (value is not null || !field.Required)
                field.Property.SetValue(entity, value);
        }
    }

    /// <summary>The same with other keys in its references.</summary>
    /// <param name="keyOf">Of an object of a type.</param>
    public EntityValues<TEntity> Following(Func<Type, long, long> keyOf)
    {
        ArgumentNullException.ThrowIfNull(keyOf);
        return new(
            Given.ToDictionary(
                one => one.Key,
                one => one is { Key: ReferenceField field, Value: long key } ? keyOf(field.Target, key) : one.Value
            )
        );
    }

    private static object? Stored(ValueField field, object? value) =>
        value is string text && !field.Required ? TextRules.OrNull(text) : value;
}
