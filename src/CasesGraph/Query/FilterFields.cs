using System.Collections.Concurrent;
using System.Reflection;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Fields of an entity's filter that are not the entity's own; <see cref="FilteredByAttribute"/> names them.</summary>
internal abstract class FilterFields
{
    private static readonly ConcurrentDictionary<Type, FilterFields?> All = new();

    /// <summary>Null where a filter has the entity's own fields alone.</summary>
    public static FilterFields? Of(EntityModel entity) =>
        All.GetOrAdd(
            entity.Type,
            static type =>
                type.GetCustomAttribute<FilteredByAttribute>() is { } declared
                    ? (FilterFields)Activator.CreateInstance(declared.Fields)!
                    : null
        );

    public abstract bool Owns(string name);

    /// <summary>What a field asks for that tells personal data, as the schema calls it; null where it asks for no such.</summary>
    public virtual string? Personal(string name) => null;

    /// <summary>An argument of root lists beside the filter that conditions come by too; null where there is none.</summary>
    public virtual string? Argument => null;

    /// <summary>The columns from which an answer's rows tell what the argument makes of them.</summary>
    public virtual IReadOnlyList<string> ArgumentColumns => [];

    /// <summary>Reads the argument.</summary>
    /// <returns>The condition, and what fields of the rows are written from (<see cref="DerivedField.OfList"/>).</returns>
    public virtual (Filter Condition, object? Followed) Read(
        object argument,
        ComparisonReader comparisons,
        AccessShape access
    ) => throw new NotSupportedException();

    /// <summary>The conditions of those that are given.</summary>
    public abstract IEnumerable<Filter> Read(
        IReadOnlyDictionary<string, object?> given,
        ComparisonReader comparisons,
        bool negated
    );
}

/// <summary>On an entity whose filter has more fields than the entity.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class FilteredByAttribute(Type fields) : Attribute
{
    public Type Fields { get; } = fields;
}
