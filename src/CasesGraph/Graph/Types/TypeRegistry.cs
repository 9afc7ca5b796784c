using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Types;

/// <summary>All types of the schema by name; fields name the types that they need, in any order.</summary>
internal sealed class TypeRegistry(
    IEnumerable<OwnType> own,
    IEnumerable<OwnFilter> filters,
    IEnumerable<OwnField> fields,
    IEnumerable<KeptConditions> conditions
)
{
    private readonly Dictionary<string, IGraphType> types = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, OwnType> own = own.ToDictionary(one => one.Type);
    private readonly Dictionary<Type, OwnFilter> filters = filters.ToDictionary(one => one.Entity);

    private readonly ILookup<Type, OwnField> fields = fields.ToLookup(one => one.Entity);

    private readonly Dictionary<EntityModel, KeptConditions> conditions = conditions.ToDictionary(kind => kind.Of);

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

    /// <summary>The conditions on rows of an entity that are kept; null where none are.</summary>
    public KeptConditions? ConditionsOf(EntityModel entity) => conditions.GetValueOrDefault(entity);

    /// <summary>The argument by which a list of an entity names one; null where none are kept.</summary>
    public QueryArgument? ConditionArgument(EntityModel entity) =>
        ConditionsOf(entity) is { } kind
            ? TypeText.Argument(
                kind.Argument,
                "ID",
                $"A {kind.Kept.Noun}, beside what is given here: both conditions must hold and both searches find; its order is taken where none is given."
            )
            : null;

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
