using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Graph.Types;

/// <summary>A record of the code as an object of the API: payloads, errors, inputs, and what is not backed by a table.</summary>
internal sealed class RecordModel
{
    private static readonly ConcurrentDictionary<Type, RecordModel> Models = new();

    private RecordModel(Type type)
    {
        Type = type;
        var words = new RecordWords(type);
        Name = words.Of(type.GetCustomAttribute<NamedAttribute>()?.Name ?? type.Name);
        Description = words.Of(type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "");
        ErrorTypes = [.. type.GetCustomAttribute<ErrorsAttribute>()?.Of(words.Entity) ?? []];
        Members =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.IsDefined(typeof(DescriptionAttribute)))
                // What all errors have comes first.
                .OrderBy(property => property.DeclaringType == type)
                .Select(RecordMember.Of),
        ];
    }

    public static RecordModel Of(Type type) => Models.GetOrAdd(type, static found => new RecordModel(found));

    public Type Type { get; }
    public string Name { get; }
    public string Description { get; }
    public IReadOnlyList<RecordMember> Members { get; }
    public bool IsError => typeof(UserError).IsAssignableFrom(Type);
    public IReadOnlyList<Type> ErrorTypes { get; }
}

/// <summary>What the texts of a record say of the entity that a generic one is about.</summary>
internal sealed class RecordWords(Type record)
{
    public EntityModel? Entity { get; } = record.IsGenericType ? EntityModel.Of(record.GetGenericArguments()[0]) : null;

    public string Of(string text) =>
        Entity is null
            ? text
            : text.Replace("{Entity}", Entity.Name, StringComparison.Ordinal)
                .Replace("{Entities}", Entity.Plural, StringComparison.Ordinal)
                .Replace("{entity}", Entity.Noun, StringComparison.Ordinal)
                .Replace("{entities}", ConnectionTypes.Words(Entity.Plural), StringComparison.Ordinal)
                .Replace("{id}", Entity.HasNumber ? "id or the number" : "id", StringComparison.Ordinal)
                .Replace("{an entity}", Naming.WithArticle(Entity.Noun), StringComparison.Ordinal);
}

/// <summary>A member of a record as a field of the API.</summary>
/// <param name="Item">The type of the value, or of each item of a list, without Nullable.</param>
/// <param name="AnyOf">The entities that it may refer to, where that is not one.</param>
internal sealed record RecordMember(
    string Name,
    PropertyInfo Property,
    string Description,
    Type Item,
    bool IsList,
    bool Required,
    EntityModel? Entity,
    IReadOnlyList<EntityModel> AnyOf,
    bool AsId
)
{
    public bool IsObject =>
        Entity is null && Item is { IsClass: true } && Item != typeof(string) && Item != typeof(Upload) && !IsAny;

    public bool IsNode => AnyOf.Count > 0;

    /// <summary>In an input: what stands beside the id, or ids, that it is; null where nothing does.</summary>
    public string? RefName { get; } = Entity?.RefName(Name);

    /// <summary>How many items of the list there are in the answer to who does not say; null where all are there.</summary>
    public int? First { get; } = Property.GetCustomAttribute<FirstOfAttribute>()?.Count;

    /// <summary>The member that has the ids of what it is, in records that are kept; null for all others.</summary>
    public string? HeldIn { get; } =
        Property.GetCustomAttribute<HeldInAttribute>() is { Member: var held } ? Naming.Camel(held) : null;

    /// <summary>In an input: whether the items of the list are lists themselves.</summary>
    public bool IsNested { get; private init; }

    /// <summary>A value of any kind, as the change log has it.</summary>
    public bool IsAny => Item == typeof(object);

    public static RecordMember Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isList = IsListType(type);
        var item = isList ? type.GetGenericArguments()[0] : type;
        var isNested = isList && IsListType(item);
        if (isNested)
            item = item.GetGenericArguments()[0];
        var entity =
            item.IsGenericType && item.GetGenericTypeDefinition() == typeof(Ref<>)
                ? EntityModel.Of(item.GetGenericArguments()[0])
                : null;
        var words = new RecordWords(property.ReflectedType!);
        return new RecordMember(
            Naming.Camel(words.Of(property.GetCustomAttribute<NamedAttribute>()?.Name ?? property.Name)),
            property,
            words.Of(property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? ""),
            item,
            isList,
            !Nullability.MayBeNull(property),
            entity,
            [.. property.GetCustomAttribute<AnyOfAttribute>()?.Entities ?? []],
            property.IsDefined(typeof(AsIdAttribute))
        )
        {
            IsNested = isNested,
        };
    }

    private static bool IsListType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
}
