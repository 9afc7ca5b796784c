using CasesGraph.Graph;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Cases.Groups;

/// <summary>Cases counted by one or two dimensions, in one statement.</summary>
internal sealed record CaseGroupsField()
    : RootField(
        "caseGroups",
        "[CaseGroup!]!",
        "Counts by one or two dimensions, such as status and assignedTo, or createdAt by week in a time zone; the biggest first, then by value. Groups without cases are left out."
    )
{
    private const int MostGroups = 1_000;
    private const int DefaultGroups = 100;
    private static readonly EntityModel Cases = EntityModel.Of<Case>();

    public override QueryArguments Declare(TypeRegistry types)
    {
        CaseGroupTypes.Ensure(types);
        types.EnsureInput(typeof(CaseGroupKeyInput));
        FilterTypes.Ensure(types, "CaseFilterInput", Cases, node: null);
        return new QueryArguments(
            TypeText.Argument("by", "[CaseGroupKeyInput!]!", "The dimensions: one or two."),
            TypeText.Argument("where", "CaseFilterInput", "Only cases that meet this condition."),
            TypeText.Argument("search", "String", "Only cases that this search finds; as in the list of cases."),
            TypeText.Argument("first", "Int", "Groups from the biggest on; at most 1,000.", DefaultGroups)
        );
    }

    public override PreparedField Prepare(CollectedField field, RequestReading request, Execution execution)
    {
        var given = request.Arguments(field.Field);
        var values = new RequestValues();
        var by = Dimensions(given, values);
        var size = given.GetValueOrDefault("first") as int? ?? DefaultGroups;
        if (size is < 0 or > MostGroups)
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'first' can be 0 to {MostGroups}, and {size} was given."
            );
        }
        var condition = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            ["search"] = given.GetValueOrDefault("search"),
        };
        var arguments = new ListArgumentsReader(values, request.Now, defaultSize: 0, mostSize: 0).Read(
            condition,
            $"Query.{Name}",
            Cases,
            node: null
        );
        var list = new ListSelection(Cases, Node: null, arguments, values.Add(arguments), []);
        var statement = execution.Plans.Groups(list, [.. by.Select(dimension => dimension.Counted)]);
        execution.Statements++;
        var selection = new CaseGroupReader(request, execution, by).Read(field);
        return async token =>
        {
            var session = await execution.ReadAsync();
            var groups = await session.ReadAsync(statement, values, [], size, token);
            return await selection.PrepareAsync(groups, session, token);
        };
    }

    private static List<CaseGroupDimension> Dimensions(Dictionary<string, object?> given, RequestValues values)
    {
        var by = ((IEnumerable<object>)given["by"]!).Cast<IReadOnlyDictionary<string, object?>>().ToList();
        if (by.Count is not (1 or 2))
            throw Refused($"'by' takes one or two dimensions, and {by.Count} were given.");
        var asked = by.ConvertAll(Asked);
        if (asked.Distinct().Count() < asked.Count)
            throw Refused("'by' has the same dimension twice.");
        return asked.ConvertAll(key => CaseGroupDimension.Read(key, values));
    }

    private static RequestErrorException Refused(string message) => new(GraphErrorCode.ValidationFailed, message);

    private static CaseGroupKeyInput Asked(IReadOnlyDictionary<string, object?> key) =>
        new(
            (CaseGroupField)key["field"]!,
            key.GetValueOrDefault("interval") as TimeInterval?,
            key.GetValueOrDefault("timeZone") as string
        );
}
