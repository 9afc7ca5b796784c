using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Access;

/// <summary>A caller who sees some cases gets the same answers, byte for byte, as if there were no others.</summary>
public abstract class ReachTests(AccessLevel level, long user, params long[] teams) : IAsyncLifetime
{
    private readonly TwinServers twins = new();

    public async Task InitializeAsync()
    {
        await twins.StartAsync(_ => new OutOfReach(level, user, teams), Server, Server);
        string[] actions =
        [
            .. Enum.GetValues<AccessAction>().Select(action => action.HasLevels ? $"{action}:{level}" : $"{action}"),
        ];
        foreach (var server in new[] { twins.Hiding, twins.Without })
        {
            var headers = server.Server.Client.DefaultRequestHeaders;
            headers.Add(CallersByGrants.Header, string.Join(',', actions));
            headers.Add(CallersByGrants.Teams, string.Join(',', teams));
            headers.Add(CallersByGrants.User, $"{user}");
        }

        static SampleServer Server(Infrastructure.TestDatabase database) =>
            new(database) { More = CallersByGrants.Use };
    }

    public Task DisposeAsync() => twins.DisposeAsync();

    [Fact]
    public async Task Every_coordinate_answers_as_if_other_cases_had_never_been()
    {
        var shape = twins.Hiding.Shape;
        var walk = new CoordinateWalk(shape, new ArgumentWalk(shape, SomeKeys), depth: 0);
        var seen = new HashSet<long>();
        foreach (var root in shape["Query"].Fields.Keys.Except(["changeCursor"], StringComparer.Ordinal))
        {
            foreach (var document in Iterations.Share(walk.Documents("Query", root)))
                await twins.SameAsync(document);
        }
        var answer = JsonElement.Parse(await twins.SameAsync("{ cases(first: 100) { totalCount nodes { number } } }"));
        var cases = answer.GetProperty("data").GetProperty("cases").GetProperty("nodes").EnumerateArray();
        seen.UnionWith(cases.Select(one => one.GetProperty("number").GetInt64()));
        Assert.InRange(seen.Count, 1, twins.World.Rows<CasesGraph.Cases.Case>().Count - 1);
    }

    [Fact]
    public Task Any_lists_with_any_filters_answer_as_if_other_cases_had_never_been() =>
        new Chosen<Document>(Make).SampleAsync(
            document => twins.SameAsync(document.Text, document.Values),
            iter: Iterations.Of(40),
            threads: 1
        );

    private Document Make(Choices choices)
    {
        var (shape, world) = (twins.Hiding.Shape, twins.World);
        var maker = new SelectionMaker(shape, new ValueMaker(shape, world, choices), choices);
        var size = new Variable("size", "Int!", new NumberValue(choices.Pick([1L, 10, 50])), AsDefault: false);
        return maker.Document(["cases", "caseChanges", "contacts", "accounts"], depth: 1 + choices.Below(3), size);
    }

    private IEnumerable<long> SomeKeys(string entity) =>
        twins.World.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).Order().Take(3);
}

public sealed class TeamReachTests() : ReachTests(AccessLevel.Team, user: 10, 1, 601);

/// <summary>Pages of cases are read team by team.</summary>
public sealed class TeamsReachTests() : ReachTests(AccessLevel.Team, user: 10, 1, 601, 602);

public sealed class OwnReachTests() : ReachTests(AccessLevel.Own, user: 10);
