using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CasesGraph.Model;

/// <summary>An entity's part in the API, read once from its properties and their attributes.</summary>
public sealed class EntityModel
{
    private static readonly ConcurrentDictionary<Type, EntityModel> Models = new();
    private readonly Dictionary<string, FieldModel> byName;

    private EntityModel(Type type)
    {
        Type = type;
        Declared =
            type.GetCustomAttribute<EntityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no {nameof(EntityAttribute)}.");
        Key = FindKey(type);
        Fields = [.. FieldReader.Read(type)];
        byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>All that are declared.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [.. typeof(EntityModel).Assembly.GetTypes().Where(type => type.IsDefined(typeof(EntityAttribute)))];

    /// <summary>The log of all writes.</summary>
    public static EntityModel Log => Types.Select(Of).Single(entity => entity.Declared.IsLog);

    public static EntityModel Of<TEntity>() => Of(typeof(TEntity));

    /// <summary>Of an entity; or of the one that has an interface, by which a floor names what a feature brings.</summary>
    public static EntityModel Of(Type type) =>
        Models.GetOrAdd(
            type,
            static found =>
                found.IsInterface ? All.Single(entity => found.IsAssignableFrom(entity.Type)) : new EntityModel(found)
        );

    /// <summary>Everything that says of itself that it is one.</summary>
    public static IReadOnlyList<EntityModel> All =>
        field ??= [
            .. typeof(EntityModel)
                .Assembly.GetTypes()
                .Where(type => type.IsDefined(typeof(EntityAttribute)))
                .Select(Of),
        ];

    public Type Type { get; }
    public EntityAttribute Declared { get; }
    public string Name => Type.Name;

    /// <summary>The plural in PascalCase, as in the connection's name.</summary>
    public string Plural => Declared.Plural ?? Name + "s";

    /// <summary>What people call one of them.</summary>
    public string Noun => Naming.Label(Name).ToLowerInvariant();

    /// <summary>The one integer key, by which an opaque id names a row; null for links, which have two.</summary>
    public PropertyInfo? Key { get; }

    /// <summary>The name of a key that people know as a number, which arguments then take beside the opaque id.</summary>
    public const string NumberKey = "Number";

    public bool HasNumber => string.Equals(Key?.Name, NumberKey, StringComparison.Ordinal);

    public bool SoftDeleted => typeof(ISoftDeleted).IsAssignableFrom(Type);
    public bool HasUnique => ValueFields.Any(one => one.Property.IsDefined(typeof(UniqueAttribute)));
    public IReadOnlyList<FieldModel> Fields { get; }

    public IEnumerable<ValueField> ValueFields => Fields.OfType<ValueField>();

    public FieldModel? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Fields that an input of the given mutation takes.</summary>
    public IEnumerable<ValueField> EditableFields(EditableIn where) =>
        ValueFields.Where(field =>
            where is EditableIn.MassUpdate ? field.Declared.MassUpdatable : field.Declared.Editable.HasFlag(where)
        );

    private static PropertyInfo? FindKey(Type type) =>
        type.GetProperties().FirstOrDefault(p => p.IsDefined(typeof(KeyAttribute))) ?? type.GetProperty("Id");
}
