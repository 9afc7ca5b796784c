using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>All types of the schema by name; fields name the types that they need, in any order.</summary>
internal sealed class TypeRegistry(
    IEnumerable<OwnType> own,
    IEnumerable<OwnFilter> filters,
    IEnumerable<OwnField> fields
)
{
    private readonly Dictionary<string, IGraphType> types = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, OwnType> own = own.ToDictionary(one => one.Type);
    private readonly Dictionary<Type, OwnFilter> filters = filters.ToDictionary(one => one.Entity);

    private readonly ILookup<Type, OwnField> fields = fields.ToLookup(one => one.Entity);

    public IEnumerable<IGraphType> All => types.Values;

    /// <summary>What a feature has registered for a type of the code, if it has.</summary>
    public OwnType? Own(Type type) => own.GetValueOrDefault(type);

    /// <summary>What features have registered for an entity.</summary>
    public IEnumerable<OwnField> OwnFields(Type entity) => fields[entity];

    /// <summary>The one of a name, if there is one.</summary>
    public OwnField? OwnField(Type entity, string name) =>
        fields[entity].FirstOrDefault(one => one.Name.Equals(name, StringComparison.Ordinal));

    /// <summary>The one of the entity, or of what it is a form of.</summary>
    public OwnFilter? FilterOf(Type? entity) =>
        entity is null ? null : filters.GetValueOrDefault(entity) ?? FilterOf(entity.BaseType);

    /// <summary>Makes the type once, however often it is needed.</summary>
    public void Ensure(string name, Func<IGraphType> make)
    {
        if (types.ContainsKey(name))
            return;
        // The place is taken before the type is made: types refer to each other in circles.
        types.Add(name, null!);
        types[name] = make();
    }

    /// <summary>The same of what a feature has registered; gives its name.</summary>
    public string Ensure(OwnType type)
    {
        Ensure(type.Name, () => type.Make(this));
        return type.Name;
    }

    public void Add(IGraphType type) => types.Add(type.Name, type);
}
