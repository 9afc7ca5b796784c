using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using CasesGraph.Attachments;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Graph.Types;

/// <summary>A record of the code as an object of the API: payloads, errors and what is not backed by a table.</summary>
internal sealed class RecordModel
{
    private static readonly ConcurrentDictionary<Type, RecordModel> Models = new();

    private RecordModel(Type type)
    {
        Type = type;
        ErrorTypes = type.GetCustomAttribute<ErrorsAttribute>()?.Types ?? [];
        Members =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.IsDefined(typeof(DescriptionAttribute)) || property.Name is "Message")
                .OrderBy(property => property.Name is "Message" ? 0 : 1)
                .Select(RecordMember.Of),
        ];
    }

    public static RecordModel Of(Type type) => Models.GetOrAdd(type, static found => new RecordModel(found));

    public Type Type { get; }
    public string Name => Type.Name;
    public string Description => Type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
    public IReadOnlyList<RecordMember> Members { get; }
    public bool IsError => typeof(UserError).IsAssignableFrom(Type);
    public IReadOnlyList<Type> ErrorTypes { get; }

    /// <summary>CreateCasePayload has the errors of CreateCaseError.</summary>
    public string ErrorUnion => Name.Replace("Payload", "Error", StringComparison.Ordinal);
}

/// <summary>A member of a record as a field of the API.</summary>
/// <param name="Item">The type of the value, or of each item of a list, without Nullable.</param>
/// <param name="Entity">The entity that it refers to, if it does.</param>
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

    /// <summary>A value of any kind, as the change log has it.</summary>
    public bool IsAny => Item == typeof(object);

    public static RecordMember Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        var item = isList ? type.GetGenericArguments()[0] : type;
        var entity =
            item.IsGenericType && item.GetGenericTypeDefinition() == typeof(Ref<>)
                ? EntityModel.Of(item.GetGenericArguments()[0])
                : null;
        return new RecordMember(
            Naming.Camel(property.Name),
            property,
            property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "What is wrong, for people.",
            item,
            isList,
            !Nullability.MayBeNull(property),
            entity,
            [.. property.GetCustomAttribute<AnyOfAttribute>()?.Types.Select(EntityModel.Of) ?? []],
            property.IsDefined(typeof(AsIdAttribute))
        );
    }
}
