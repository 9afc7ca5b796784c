using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Operations;
using CasesGraph.Query;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace CasesGraph.Graph;

internal sealed class ApiSchema : Schema
{
    /// <summary>The engine wants one, and never gets to run a subscription.</summary>
    private static readonly ISourceStreamResolver NoStream = new SourceStreamResolver<object>(
        (Func<IResolveFieldContext, IObservable<object?>>)(
            _ => throw new InvalidOperationException("The feed streams, the engine does not.")
        )
    );

    private readonly Dictionary<string, QueryField> queries;
    private readonly Dictionary<string, MutationField> mutations;

    private readonly Dictionary<string, SubscriptionField> subscriptions;
    private readonly TypeRegistry types;

    public ApiSchema(
        IEnumerable<QueryField> queries,
        IEnumerable<MutationField> mutations,
        IEnumerable<SubscriptionField> subscriptions,
        IEnumerable<OwnType> ownTypes,
        IEnumerable<OwnFilter> ownFilters,
        IEnumerable<OwnField> ownFields,
        IEnumerable<KeptConditions> keptConditions
    )
    {
        this.queries = queries.ToDictionary(field => field.Name, StringComparer.Ordinal);
        this.mutations = mutations.ToDictionary(field => field.Name, StringComparer.Ordinal);
        this.subscriptions = subscriptions.ToDictionary(field => field.Name, StringComparer.Ordinal);
        types = new TypeRegistry(ownTypes, ownFilters, ownFields, keptConditions);
        types.Add(new DateTimeType());
        types.Add(new LongType());
        types.Add(new DurationType());
        types.Add(new AnyType());
        types.Add(new UploadType());
        types.Add(ConnectionTypes.PageInfo());
        types.Add(Node());
        types.Add(Error());
        Description = "Cases of a CRM: read, written, and followed as they change.";
        Features.RepeatableDirectives = true;
        Features.DeprecationOfInputValues = true;
        Directives.Register(TypeSystemDirectives.All);
        Query = Root("Query", "All that can be read.", this.queries, types);
        Mutation = Root("Mutation", "All that can be done; each field is one transaction.", this.mutations, types);
        Subscription = Root("Subscription", "All that can be followed as it changes.", this.subscriptions, types);
        foreach (var field in Subscription.Fields)
            field.StreamResolver = NoStream;
        foreach (var type in types.All)
            RegisterType(type);
    }

    public RootField? Find(IObjectGraphType root, string name) =>
        root == Mutation ? mutations.GetValueOrDefault(name) : queries.GetValueOrDefault(name);

    /// <summary>Whether a mutation takes a file that has a limit of its own.</summary>
    public bool TakesLargeFile(string mutation) =>
        mutations.GetValueOrDefault(mutation) is { } field
        && field.InputType.GetProperties().Any(property => property.IsDefined(typeof(LargeFileAttribute), false));

    public OwnType? Own(Type type) => types.Own(type);

    /// <inheritdoc cref="TypeRegistry.OwnField"/>
    public OwnField? OwnField(Type entity, string name) => types.OwnField(entity, name);

    public SubscriptionField? FindSubscription(string name) => subscriptions.GetValueOrDefault(name);

    /// <summary>What the specification has and the engine's own introspection has not.</summary>
    protected override void OnBeforeInitializeType(IGraphType graphType)
    {
        if (graphType is IComplexGraphType { Name: "__Type" } type && !type.HasField("specifiedByURL"))
        {
            type.AddField(
                new FieldType
                {
                    Name = "specifiedByURL",
                    Type = typeof(StringGraphType),
                    Resolver = new FuncFieldResolver<string?>(context =>
                        (context.Source as IGraphType)?.GetMetadata<string>(SdlPrinter.SpecifiedBy)
                    ),
                }
            );
        }
        // No argument of a directive is deprecated.
        if (graphType is IComplexGraphType { Name: "__Directive" } directive)
            directive.GetField("args")!.Arguments = new QueryArguments(
                new QueryArgument<BooleanGraphType> { Name = "includeDeprecated", DefaultValue = false }
            );
        base.OnBeforeInitializeType(graphType);
    }

    private static ObjectGraphType Root<TField>(
        string name,
        string description,
        Dictionary<string, TField> fields,
        TypeRegistry types
    )
        where TField : SchemaField
    {
        var root = new ObjectGraphType { Name = name, Description = description };
        foreach (var field in fields.Values)
        {
            var added = root.AddField(field.Name, field.Type, field.Description);
            added.Arguments = field.Declare(types);
        }
        return root;
    }

    private static InterfaceGraphType Node()
    {
        var made = new InterfaceGraphType
        {
            Name = "Node",
            Description = "An object with an opaque id, by which it can be asked for again.",
            ResolveType = _ => throw new InvalidOperationException("Reads are planned, nothing resolves by itself."),
        };
        made.AddField("id", "ID!", "The opaque id, unique among all objects of the service.");
        return made;
    }

    private static InterfaceGraphType Error()
    {
        var made = new InterfaceGraphType
        {
            Name = "Error",
            Description = "A mistake of the caller; its type says which.",
            ResolveType = _ => throw new InvalidOperationException("Answers are written, nothing resolves by itself."),
        };
        made.AddField("message", "String!", "What is wrong, for people.");
        return made;
    }
}
