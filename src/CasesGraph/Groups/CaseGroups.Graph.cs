using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Groups;

/// <summary>Cases counted by one or two dimensions.</summary>
internal sealed record CaseGroupsField()
    : QueryField(
        "caseGroups",
        CaseGroupTypes.Page,
        "Counts by one or two dimensions, such as status and assignedTo, or createdAt by week in a time zone.",
        FieldRight.ToSee(typeof(Case))
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
        var arguments = new QueryArguments(
            TypeText.Argument("by", "[CaseGroupKeyInput!]!", "The dimensions: one or two."),
            TypeText.Argument("where", "CaseFilterInput", "Only cases that meet this condition."),
            TypeText.Argument("search", "String", "Only cases that this search finds; as in the list of cases."),
            TypeText.Argument("first", "Int", "How many groups; at most 1,000.", DefaultGroups),
            TypeText.Argument("order", "GroupOrder!", "Which groups come first.", GroupOrder.CountDesc),
            TypeText.Argument(
                "fillGaps",
                "Boolean!",
                "Adds the groups without cases: every value of an enum, and of times every step between the first and the last that have cases; with two dimensions all their combinations, of accounts and users those that have cases.",
                false
            )
        );
        if (types.ConditionArgument(Cases) is { } kept)
            arguments.Add(kept);
        return arguments;
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        var by = Dimensions(given);
        var size = given.GetValueOrDefault("first") as int? ?? DefaultGroups;
        if (size is < 0 or > MostGroups)
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidPageSize,
                $"'first' can be 0 to {MostGroups}, and {size} was given."
            )
            {
                Argument = "first",
            };
        }
        var fields = request.Fields(CaseGroupTypes.Page, field);
        var page = new CaseGroupPage(
            (GroupOrder)given["order"]!,
            size,
            given["fillGaps"] is true,
            fields.Any(part => part.Name is "totalGroups"),
            Measures(fields, request)
        );
        if (page.Fills && by.All(dimension => dimension.Target is not null))
            throw Refused(
                "fillGaps",
                "'fillGaps' fills times and enums, and 'by' has none; all accounts or users it does not list."
            );
        var list = new ListSelection(Cases, Node: null, Index: 0, []);
        var values = new RequestValues();
        values.Add(Condition(given, request));
        var read = new CaseGroupRead(
            request.Plans,
            list,
            values,
            by,
            page,
            page.Measures.Count > 0 ? request.Now : default
        );
        request.Runs(read.StatementCount);
        request.Cost.AddWhole(
            field.Key,
            (read.CountingStatements * CostWeights.Groups) + values.List(0).ConditionPoints
        );
        request.Cost.Add(field.Key, PriceOfGroup, size, values);
        var selected = new Dictionary<string, SelectedGroups>(StringComparer.Ordinal);
        foreach (var part in fields.Where(part => part.Name is "groups"))
            selected.Add(part.Key, new CaseGroupReader(request, by, size).Read(part, Price.Join(field.Key, part.Key)));
        return async (execution, token) =>
        {
            var session = await execution.ReadAsync();
            var groups = await read.ReadAsync(session, token);
            session.Tally?.Add(PriceOfGroup.Level.Of(parents: 0, groups.Count));
            var lists = new Dictionary<string, Action<Utf8JsonWriter>>(StringComparer.Ordinal);
            foreach (var (key, part) in selected)
                lists[key] = await part.PrepareAsync(groups, session, token);
            return json => Write(json, fields, groups, lists);
        };
    }

    private static List<GroupMeasure> Measures(IReadOnlyList<CollectedField> page, FieldReading request)
    {
        var asked = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var groups in page.Where(part => part.Name is "groups"))
        {
            foreach (var part in request.Fields(CaseGroupTypes.Group, groups).Where(CaseGroupReader.IsMeasure))
                asked[part.Name] =
                    asked.GetValueOrDefault(part.Name)
                    || request.Fields(CaseGroupTypes.Stats, part).Any(one => one.Name is "median" or "p90");
        }
        return
        [
            .. GroupMeasure
                .All.Where(measure => asked.ContainsKey(measure.Name))
                .Select(measure => measure with { HasPercentiles = asked[measure.Name] }),
        ];
    }

    private static void Write(
        Utf8JsonWriter json,
        IReadOnlyList<CollectedField> fields,
        ReadGroups groups,
        Dictionary<string, Action<Utf8JsonWriter>> lists
    )
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            switch (field.Name)
            {
                case "groups":
                    lists[field.Key](json);
                    break;
                case "totalGroups":
                    json.WriteNumberValue(groups.Total);
                    break;
                case "truncated":
                    json.WriteBooleanValue(groups.Truncated);
                    break;
                default:
                    json.WriteStringValue(CaseGroupTypes.Page);
                    break;
            }
        }
        json.WriteEndObject();
    }

    private ListArguments Condition(Dictionary<string, object?> given, FieldReading request)
    {
        var condition = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            ["search"] = given.GetValueOrDefault("search"),
        };
        return request.ListArguments(condition, $"Query.{Name}", Cases);
    }

    private static IReadOnlyList<CaseGroupDimension> Dimensions(Dictionary<string, object?> given)
    {
        var by = ((IEnumerable<object>)given["by"]!).Cast<IReadOnlyDictionary<string, object?>>().ToList();
        if (by.Count is not (1 or 2))
            throw Refused("by", $"'by' takes one or two dimensions, and {by.Count} were given.");
        var asked = by.ConvertAll(Asked);
        if (asked.Distinct().Count() < asked.Count)
            throw Refused("by", "'by' has the same dimension twice.");
        return CaseGroupDimension.Read(asked);
    }

    private static RequestErrorException Refused(string argument, string message) =>
        new(GraphErrorCode.ValidationFailed, message) { Argument = argument };

    private static CaseGroupKeyInput Asked(IReadOnlyDictionary<string, object?> key) =>
        new(
            (CaseGroupField)key["field"]!,
            key.GetValueOrDefault("interval") as TimeInterval?,
            key.GetValueOrDefault("timeZone") as string
        );
}
