using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using GraphQL;
using GraphQL.Types;

namespace CasesGraph.Graph;

/// <summary>The schema, made of root fields and of what they need.</summary>
internal sealed class ApiSchema : Schema
{
    private readonly Dictionary<string, RootField> queries;
    private readonly Dictionary<string, RootField> mutations;

    public ApiSchema(IEnumerable<RootField> queries, IEnumerable<RootField> mutations)
    {
        this.queries = queries.ToDictionary(field => field.Name, StringComparer.Ordinal);
        this.mutations = mutations.ToDictionary(field => field.Name, StringComparer.Ordinal);
        var types = new TypeRegistry();
        types.Add(new DateTimeType());
        types.Add(new LongType());
        types.Add(new DurationType());
        types.Add(new AnyType());
        types.Add(ConnectionTypes.PageInfo());
        types.Add(Node());
        types.Add(Error());
        Description = "Cases of a CRM: read, written, and followed as they change.";
        Query = Root("Query", "All that can be read.", this.queries, types);
        Mutation = Root("Mutation", "All that can be done; each field is one transaction.", this.mutations, types);
        foreach (var type in types.All)
            RegisterType(type);
    }

    public RootField? Find(IObjectGraphType root, string name) =>
        (root == Mutation ? mutations : queries).GetValueOrDefault(name);

    /// <summary>Fields that the engine would resolve by code of ours: none, since what they need is read by plan.</summary>
    public IReadOnlyList<string> ResolvingFields
    {
        get
        {
            Initialize();
            return
            [
                .. AllTypes
                    .OfType<IComplexGraphType>()
                    .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal))
                    .SelectMany(type => type.Fields.Where(field => field.Resolver is not null).Select(field => $"{type.Name}.{field.Name}")),
            ];
        }
    }

    private static ObjectGraphType Root(
        string name,
        string description,
        Dictionary<string, RootField> fields,
        TypeRegistry types
    )
    {
        var root = new ObjectGraphType { Name = name, Description = description };
        foreach (var field in fields.Values)
        {
            var added = root.AddField(TypeText.Field(field.Name, field.Type, field.Description));
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
        made.AddField(TypeText.Field("id", "ID!", "The opaque id, unique among all objects of the service."));
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
        made.AddField(TypeText.Field("message", "String!", "What is wrong, for people."));
        return made;
    }
}
