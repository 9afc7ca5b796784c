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
        Forms = Declared.Forms is { } told ? FieldReader.ReadForms(type, Key!, told) : null;
        var fields = FieldReader.Read(type).ToList();
        Fields = [.. fields.Where(field => field is not ValueField { Declared.OnlyInLog: true })];
        AuditedFields = [.. fields.OfType<ValueField>().Where(field => field.Declared.Audited)];
        IdOf = IdsFromKeys.Of(type);
        Handles = Handle.Of(Fields);
        byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>All that are declared.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [.. typeof(EntityModel).Assembly.GetTypes().Where(type => type.IsDefined(typeof(EntityAttribute), inherit: false))];

    /// <summary>Those whose changes are logged, by their types in the log.</summary>
    public static IReadOnlyDictionary<RecordType, Type> Logged { get; } =
        Types
            .Where(type => type.IsDefined(typeof(LoggedAttribute)))
            .OrderBy(LoggedAs)
            .ToDictionary(type => LoggedAs(type)!.Value);

    /// <summary>Those that there are of each logged one (<see cref="ForEachLoggedAttribute"/>).</summary>
    public static IReadOnlyList<Type> ForEachLogged { get; } =
    [
        .. from generic in typeof(EntityModel).Assembly.GetTypes()
        where generic.IsDefined(typeof(ForEachLoggedAttribute))
        from logged in Logged.Values
        where !HasLogOfItsOwn(logged)
        select generic.MakeGenericType(logged),
    ];

    /// <summary>The log of all writes.</summary>
    public static EntityModel Log =>
        Types.Select(Of).Single(entity => entity.Declared is { IsLog: true, Forms: not null });

    /// <summary>What an entity is in the log; null where its changes are not logged.</summary>
    public static RecordType? LoggedAs(Type type) => type.GetCustomAttribute<LoggedAttribute>()?.Type;

    /// <summary>Whether a form of the log is for it alone.</summary>
    private static bool HasLogOfItsOwn(Type logged) =>
        Types.Any(type => type.GetCustomAttribute<FormAttribute>()?.Values.Contains(LoggedAs(logged)) is true);

    /// <summary>What an entity is called, and the class that says it of itself or is derived from that.</summary>
    public static string NameOf(Type type) =>
        type.IsDefined(typeof(EntityAttribute), inherit: false) || type.BaseType == typeof(object)
            ? type.Name
            : NameOf(type.BaseType!);

    public static EntityModel Of<TEntity>() => Of(typeof(TEntity));

    /// <summary>Of an entity; or of the one that has an interface, by which a floor names what a feature brings.</summary>
    public static EntityModel Of(Type type) =>
        Models.GetOrAdd(
            type,
            static found =>
                found.IsInterface ? All.Single(entity => found.IsAssignableFrom(entity.Type)) : new EntityModel(found)
        );

    /// <summary>Everything that says of itself that it is one.</summary>
    public static IReadOnlyList<EntityModel> All => field ??= [.. Types.Select(Of)];

    public Type Type { get; }

    /// <summary>The id of the one with a key, where it follows from that; null where ids are counted.</summary>
    public Func<string, long>? IdOf { get; }
    public EntityAttribute Declared { get; }
    public string Name => NameOf(Type);
    public string Table => Declared.Table ?? FormOf?.Table ?? Name;

    /// <summary>The entities of which each row is one; null where it is what it is.</summary>
    public OneOfField? Forms { get; }

    /// <summary>What it is a form of; null for most.</summary>
    public EntityModel? FormOf =>
        Types
            .Where(type => type != Type && type.IsAssignableFrom(Type))
            .Select(Of)
            .FirstOrDefault(one => one.Forms is not null);

    /// <summary>The name of its filter's type.</summary>
    public string FilterName => (Declared.FilteredAs ?? Name) + "FilterInput";

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

    /// <summary>By what inputs can name one of them in place of its id; none for most.</summary>
    public IReadOnlyList<Handle> Handles { get; }

    /// <summary>What stands beside an input's id of one of them, such as accountRef or bugRefs; null where nothing does.</summary>
    public string? RefName(string idName) =>
        Handles.Count == 0 ? null
        : idName.EndsWith("Id", StringComparison.Ordinal) ? idName[..^"Id".Length] + "Ref"
        : idName.EndsWith("Ids", StringComparison.Ordinal) ? idName[..^"Ids".Length] + "Refs"
        : null;

    /// <summary>Those whose changes are logged, with such as callers read in another form.</summary>
    public IReadOnlyList<ValueField> AuditedFields { get; }

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
