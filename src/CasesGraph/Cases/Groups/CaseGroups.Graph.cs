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
    private static readonly Price PriceOfGroup = new(
        "",
        new LevelPrice(0, 0, CostWeights.Row),
        RowsAParent: 1,
        List: null,
        []
    );

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

    public override PreparedField Prepare(CollectedField field, RequestReading request)
    {
        var given = request.Arguments(field.Field);
        var by = Dimensions(given);
        var size = given.GetValueOrDefault("first") as int? ?? DefaultGroups;
        if (size is < 0 or > MostGroups)
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'first' can be 0 to {MostGroups}, and {size} was given."
            );
        }
        var list = new ListSelection(Cases, Node: null, Index: 0, []);
        var values = new RequestValues();
        values.Add(Condition(given, request));
        var statement = request.Plans.Groups(
            list,
            [.. by.Select(dimension => dimension.Counted)],
            ShapeWriter.Of(list),
            values
        );
        request.OwnStatements++;
        request.Cost.AddWhole(field.Key, CostWeights.Groups + values.List(0).ConditionPoints);
        request.Cost.Add(field.Key, PriceOfGroup, size, values);
        var selection = new CaseGroupReader(request, by, size).Read(field);
        return async (execution, token) =>
        {
            var session = await execution.ReadAsync();
            var groups = await session.ReadAsync(statement.Value, values, [], size, token);
            session.Tally?.Add(PriceOfGroup.Level.Of(parents: 0, groups.Count));
            return await selection.PrepareAsync(groups, session, token);
        };
    }

    private ListArguments Condition(Dictionary<string, object?> given, RequestReading request)
    {
        var condition = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            ["search"] = given.GetValueOrDefault("search"),
        };
        var reader = new ListArgumentsReader(index: 0, () => request.Now, defaultSize: 0, mostSize: 0);
        return reader.Read(condition, $"Query.{Name}", Cases, node: null);
    }

    private static List<CaseGroupDimension> Dimensions(Dictionary<string, object?> given)
    {
        var by = ((IEnumerable<object>)given["by"]!).Cast<IReadOnlyDictionary<string, object?>>().ToList();
        if (by.Count is not (1 or 2))
            throw Refused($"'by' takes one or two dimensions, and {by.Count} were given.");
        var asked = by.ConvertAll(Asked);
        if (asked.Distinct().Count() < asked.Count)
            throw Refused("'by' has the same dimension twice.");
        return asked.ConvertAll(CaseGroupDimension.Read);
    }

    private static RequestErrorException Refused(string message) => new(GraphErrorCode.ValidationFailed, message);

    private static CaseGroupKeyInput Asked(IReadOnlyDictionary<string, object?> key) =>
        new(
            (CaseGroupField)key["field"]!,
            key.GetValueOrDefault("interval") as TimeInterval?,
            key.GetValueOrDefault("timeZone") as string
        );
}
