using CasesGraph.Graph.Types;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace CasesGraph.Graph.Reading;

/// <summary>A validated operation, as everything that reads it needs it.</summary>
internal sealed class RequestReading(
    ApiSchema schema,
    PreparedOperation prepared,
    Varying varying,
    PlanCache plans,
    Limits limits
)
{
    private readonly List<IPlanned> asked = new(capacity: 1);
    private FieldCollector? fields;
    private GraphQLField? lastRead;
    private List<(long Position, RequestErrorException Mistake)>? places;

    /// <summary>An answer tells no more of what is hidden.</summary>
    private const int MostHidden = 50;

    private SortedSet<string>? hidden;

    public Varying Varying => varying;

    public FieldCollector Fields => fields ??= new(prepared.Document, schema, varying);
    public GraphQLOperationDefinition Operation => prepared.Operation;
    public RequestPlans Plans => new(plans, asked, varying.Access);
    public RequestCost Cost { get; } = new();
    public Limits Limits => limits;

    /// <summary>The values of the meta fields at the root, by their keys, once one was asked for.</summary>
    public IReadOnlyDictionary<string, byte[]>? Introspected { get; set; }

    /// <summary>The ids by which root fields find their object in each request.</summary>
    public List<KeyArgument> Keys { get; } = [];

    /// <summary>How many statements will be run for what was read, beside those of plans.</summary>
    public int OwnStatements { get; set; }

    public DateTime Now => varying.Now;

    /// <summary>The key of the user who calls; null when nobody does.</summary>
    public long? Me => varying.Me;

    public OwnType? Own(Type type) => schema.Own(type);

    /// <inheritdoc cref="TypeRegistry.OwnField"/>
    public OwnField? OwnField(Type entity, string name) => schema.OwnField(entity, name);

    public IObjectGraphType ObjectType(string name) => (IObjectGraphType)schema.AllTypes[name]!;

    /// <summary>The mistake with its place: in an argument of the field whose arguments were read last.</summary>
    public RequestErrorException Located(RequestErrorException mistake)
    {
        if (lastRead is null)
            return mistake;
        var given = lastRead.Arguments?.Items ?? [];
        var argument =
            mistake.Forbidden is not null ? null
            : mistake.Argument is { } name ? given.Find(one => one.Name.Value == name)
            : given.Count == 1 ? given[0]
            : null;
        var place = Location.FromLinearPosition(
            prepared.Document.Source,
            (argument?.Location ?? lastRead.Location).Start
        );
        return mistake.At(new GraphLocation(place.Line, place.Column));
    }

    /// <summary>What the caller may not read of what it asks for, by schema coordinates, as it was met first; at most 50.</summary>
    public IReadOnlyCollection<string> Hidden => hidden is null ? [] : [.. hidden.Take(MostHidden)];

    /// <summary>The same, with what of it is hidden noted.</summary>
    public SelectionRead<TSelection> Noted<TSelection>(SelectionRead<TSelection> read)
    {
        if (read.Hidden.Count > 0)
            (hidden ??= new(StringComparer.Ordinal)).UnionWith(read.Hidden);
        return read;
    }

    /// <summary>Mistakes are in this field, until another is read.</summary>
    public void At(GraphQLField field) => lastRead = field;

    /// <summary>Places in the log that the request points to, each with the mistake that it is when the log ends before.</summary>
    public IReadOnlyList<(long Position, RequestErrorException Mistake)> Places =>
        places ?? (IReadOnlyList<(long, RequestErrorException)>)[];

    public void Note(GraphQLField list, IReadOnlyList<LogPlace> found)
    {
        if (found.Count > 0)
            lastRead = list;
        foreach (var (position, argument) in found)
        {
            var mistake = new RequestErrorException(
                GraphErrorCode.InvalidCursor,
                argument is "where"
                    ? "'since' lies behind the end of this log."
                    : $"'{argument}' lies behind the end of this log."
            )
            {
                Argument = argument,
            };
            (places ??= []).Add((position, Located(mistake)));
        }
    }

    /// <summary>What was read of a request up to here.</summary>
    public Mark Begin() => new(Plans.Count, Cost.Begin(), OwnStatements, Places.Count);

    /// <summary>Forgets what was read since then, of a field that is not going to run.</summary>
    public void GoBack(Mark mark)
    {
        Plans.GoBack(mark.Plans);
        Cost.GoBack(mark.Cost);
        OwnStatements = mark.OwnStatements;
        places?.RemoveRange(mark.Places, places.Count - mark.Places);
        // Another request with the document may have other values.
        varying.Note();
    }

    public readonly record struct Mark(int Plans, RequestCost.Mark Cost, int OwnStatements, int Places);

    public Dictionary<string, object?> Arguments(GraphQLField field)
    {
        lastRead = field;
        return varying.Arguments(field);
    }
}
