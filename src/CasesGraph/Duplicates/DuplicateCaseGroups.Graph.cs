using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Duplicates;

/// <summary>Groups of likely duplicates, made anew for each page; a page begins behind the number that the last one ended with.</summary>
internal sealed record DuplicateCaseGroupsField()
    : QueryField(
        "duplicateCaseGroups",
        nameof(DuplicateCaseGroupsConnection),
        "Clusters of likely duplicates over the whole list, those begun last first. Two cases of one account or with a contact in common are linked when their subjects are at least half alike and their score, as duplicateCases has it, is at least 0.75: the same subject within 20 days, or with a contact in common at any time. Numbers and codes that two subjects have and that differ keep them out of one group. Of one account or contact each case is compared with at most the 200 created next. Each page reads all cases of the filter: about a second for 100,000.",
        FieldRight.ToSee(typeof(Case))
    )
{
    private const int DefaultSize = 20;
    private const int MostSize = 100;
    private static readonly EntityModel Cases = EntityModel.Of<Case>();

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, object?>> ByNumber =
    [
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["number"] = SortDirection.Desc },
    ];

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.EnsureRecord(typeof(DuplicateCaseGroupsConnection));
        FilterTypes.Ensure(types, "CaseFilterInput", Cases, node: null);
        var arguments = new QueryArguments(
            TypeText.Argument("where", "CaseFilterInput", "Only cases that meet this condition are compared."),
            TypeText.Argument("first", "Int", "Groups from the start, or behind after; at most 100.", DefaultSize),
            TypeText.Argument("after", "String", "A cursor of this list: only groups behind it.")
        );
        if (types.ConditionArgument(Cases) is { } kept)
            arguments.Add(kept);
        return arguments;
    }

    public override PreparedField Prepare(CollectedField field, FieldReading request)
    {
        var given = request.Arguments(field);
        // Whatever order a saved filter has: groups have one of their own.
        given["order"] = ByNumber;
        var arguments = request.ListArguments(given, $"Query.{Name}", Cases, DefaultSize, MostSize);
        var values = new RequestValues();
        values.Add(arguments);
        var groups = new DuplicateGroupReader(request.Plans, values);
        var selection = request.Record(typeof(DuplicateCaseGroupsConnection), field, items: arguments.Size);
        request.Cost.AddWhole(field.Key, CostWeights.Duplicates + arguments.ConditionPoints);
        request.Runs(DuplicateGroupReader.StatementCount);
        return async (execution, token) =>
        {
            var session = await execution.ReadAsync();
            var all = DuplicateClusters.Of(await groups.ReadAsync(session, token), token);
            var page = PageOf(all, arguments);
            var writer = new RecordWriter();
            await writer.ReadAsync(page, [], selection, session, token);
            return json => writer.Write(json, page, [], selection);
        };
    }

    private static DuplicateCaseGroupsConnection PageOf(
        IReadOnlyList<(long First, DuplicateCaseGroup Group)> all,
        ListArguments arguments
    )
    {
        var after = arguments.After is { Values: [{ } slot] } ? (long)arguments.Values[slot.Index] : long.MaxValue;
        var behind = all.SkipWhile(group => group.First >= after).Take(arguments.Size + 1).ToList();
        List<DuplicateCaseGroupsEdge> edges =
        [
            .. behind
                .Take(arguments.Size)
                .Select(group => new DuplicateCaseGroupsEdge(
                    arguments.Cursors.Encode([Cell.Of(group.First)]),
                    group.Group
                )),
        ];
        var pageInfo = new PageInfo(
            behind.Count > arguments.Size,
            arguments.After is not null,
            edges.Count == 0 ? null : edges[0].Cursor,
            edges.Count == 0 ? null : edges[^1].Cursor
        );
        return new DuplicateCaseGroupsConnection(pageInfo, edges, edges.ConvertAll(edge => edge.Node), all.Count);
    }
}
