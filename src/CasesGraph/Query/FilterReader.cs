using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Reads a coerced filter input. "not" is resolved on the way down, by turning each condition into its opposite, so
/// that what remains says by itself what it makes of null.
/// </summary>
/// <param name="access">What the caller may do: no condition tells of what it may not read.</param>
internal sealed class FilterReader(ComparisonReader comparisons, AccessShape access)
{
    /// <summary>Reads a filter over rows of an entity.</summary>
    /// <param name="given">Fields that are null count as not given.</param>
    public Filter Read(
        IReadOnlyDictionary<string, object?> given,
        EntityModel entity,
        PropertyInfo? node,
        bool negated = false
    )
    {
        var parts = new List<Filter>();
        foreach (var (name, value) in given)
        {
            if (value is not null && Part(name, value, entity, node, negated) is { } part)
                parts.Add(part);
        }
        if (FilterFields.Of(entity) is { } others)
            parts.AddRange(others.Read(given, comparisons, negated));
        return Combine(parts, negated);
    }

    public static Filter Combine(IReadOnlyList<Filter> parts, bool negated) =>
        parts.Count == 1 ? parts[0]
        : negated ? new AnyOf(parts)
        : new AllOf(parts);

    /// <summary>What and, or and not make of the filters below them; false for any other field.</summary>
    /// <param name="read">Reads one of them; whether its opposite is wanted comes second.</param>
    /// <param name="joined">Null for an or without choices, which counts as not given.</param>
    public static bool Joins(
        string name,
        object value,
        bool negated,
        Func<IReadOnlyDictionary<string, object?>, bool, Filter> read,
        out Filter? joined
    )
    {
        joined = null;
        switch (name)
        {
            case "and":
                joined = Combine([.. Each(value).Select(item => read(item, negated))], negated);
                return true;
            case "or":
                var choices = Each(value).Select(item => read(item, negated)).ToList();
                if (choices.Count > 0)
                    joined = Combine(choices, !negated);
                return true;
            case "not":
                joined = read(Object(value), !negated);
                return true;
            default:
                return false;
        }
    }

    private Filter? Part(string name, object value, EntityModel entity, PropertyInfo? node, bool negated)
    {
        if (Joins(name, value, negated, (item, not) => Read(item, entity, node, not), out var joined))
            return joined;
        if (node is not null && entity.Find(name) is null)
            return Part(name, value, EntityModel.Of(node.PropertyType), node: null, negated) is { } inner
                ? new Related(node, inner)
                : null;
        if (FilterFields.Of(entity) is not { } others || !others.Owns(name))
            return Field(name, Object(value), entity, negated);
        // What a filter has of its own has no audience: it is for staff.
        if (access.IsContact)
            throw NamedFields.Forbidden($"{entity.Name}.{name}", action: null);
        if (access.HidesFields && others.Personal(name) is { } personal)
            throw NamedFields.Forbidden(personal, AccessAction.PersonalDataView);
        return null;
    }

    private Filter? Field(string name, IReadOnlyDictionary<string, object?> given, EntityModel entity, bool negated)
    {
        if (name is "id")
            return comparisons.Id(given, entity.Key!, entity, negated);
        switch (NamedFields.Find(access, entity, name))
        {
            case ScalarField field:
                return comparisons.Scalar(given, new Column(field.Property, field.Scalar), negated);
            case ReferenceField field:
                var related = new Related(field.Navigation, Read(given, EntityModel.Of(field.Target), null, negated));
                return negated || Named(field, given) is not { } named ? related : new AllOf([named, related]);
            case UnionField field:
                return Union(field, given, negated);
            case ConnectionField field:
                return List(field, given, negated);
        }
        var reference = entity
            .Fields.OfType<ReferenceField>()
            .Single(field => string.Equals(name, field.InputName, StringComparison.Ordinal));
        NamedFields.Check(access, entity, reference);
        return comparisons.Id(given, reference.Property, EntityModel.Of(reference.Target), negated);
    }

    /// <summary>
    /// What a condition on the key of what is referred to says of the reference, where ids follow from keys: an index has it.
    /// </summary>
    private Filter? Named(ReferenceField field, IReadOnlyDictionary<string, object?> given)
    {
        if (
            EntityModel.Of(field.Target).IdOf is not { } idOf
            || given.GetValueOrDefault(Naming.Camel(field.Declared.GivenBy!)) is not { } key
        )
            return null;
        var told = Object(key).Where(one => one.Key is "eq" or "in").ToDictionary(StringComparer.Ordinal);
        return told.Count == 0 ? null : comparisons.Id(told, field.Property, text => idOf((string)text));
    }

    /// <summary>user, userId, contact, contactId.</summary>
    private Filter Union(UnionField field, IReadOnlyDictionary<string, object?> given, bool negated)
    {
        var parts = new List<Filter>();
        foreach (var member in field.Members)
        {
            var target = EntityModel.Of(member.Target);
            var name = Naming.Camel(target.Name);
            if (given.TryGetValue(name, out var related) && related is not null)
                parts.Add(new Related(member.Navigation, Read(Object(related), target, node: null, negated)));
            if (given.TryGetValue(name + "Id", out var key) && key is not null)
                parts.Add(comparisons.Id(Object(key), member.Key, target, negated));
        }
        return Combine(parts, negated);
    }

    private Filter List(ConnectionField field, IReadOnlyDictionary<string, object?> given, bool negated)
    {
        var parts = new List<Filter>();
        foreach (var (quantifier, value) in given)
        {
            if (value is null)
                continue;
            parts.Add(
                quantifier switch
                {
                    "some" => Some(Items(value, negated: false), negated),
                    "none" => Some(Items(value, negated: false), !negated),
                    "all" => Some(Items(value, negated: true), !negated),
                    _ => Some(Filter.All, negated == (bool)value),
                }
            );
        }
        return Combine(parts, negated);

        Filter Items(object filter, bool negated) =>
            Read(Object(filter), EntityModel.Of(field.Child), field.Node, negated);

        SomeOf Some(Filter items, bool not) =>
            new(EntityModel.Of(field.Child), field.ForeignKey, field.Node, items, not, field.NeverEmpty);
    }

    public static IReadOnlyDictionary<string, object?> Object(object value) =>
        (IReadOnlyDictionary<string, object?>)value;

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Each(object value) =>
        ((System.Collections.IEnumerable)value).Cast<object>().Select(Object);
}
