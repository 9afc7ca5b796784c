using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Hidden;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Access;

/// <summary>A caller who sees some cases gets the same answers, byte for byte, as if there were no others.</summary>
public abstract class ReachTests(AccessLevel level, long user, params long[] teams) : IAsyncLifetime
{
    /// <summary>Whether the caller sees accounts, contacts and bugs only as far as cases lead to them.</summary>
    private protected virtual bool IsLinked => false;

    private readonly TwinServers twins = new();

    public async Task InitializeAsync()
    {
        await twins.StartAsync(Hidden, Server, Server);
        string[] actions =
        [
            .. Enum.GetValues<AccessAction>()
                .Select(action =>
                    action.HasLevels ? $"{action}:{level}"
                    : IsLinked && action.HasLinked ? $"{action}:{AccessLevel.Linked}"
                    : $"{action}"
                ),
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

    private protected World World => twins.World;

    private protected IHiding Hidden(World world) =>
        IsLinked ? new NotLinked(world, level, user, teams) : new OutOfReach(level, user, teams);

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
        return maker.Document(
            IsLinked ? ["cases", "caseChanges"] : ["cases", "caseChanges", "contacts", "accounts"],
            depth: 1 + choices.Below(3),
            size
        );
    }

    private IEnumerable<long> SomeKeys(string entity) =>
        twins.World.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).Order().Take(3);
}

public sealed class TeamReachTests() : ReachTests(AccessLevel.Team, user: 10, 1, 601);

/// <summary>Pages of cases are read team by team.</summary>
public sealed class TeamsReachTests() : ReachTests(AccessLevel.Team, user: 10, 1, 601, 602);

public sealed class OwnReachTests() : ReachTests(AccessLevel.Own, user: 10);

/// <summary>Neither are there accounts, contacts and bugs that no case of theirs leads to.</summary>
public sealed class LinkedReachTests() : ReachTests(AccessLevel.Team, user: 10, 602)
{
    private protected override bool IsLinked => true;

    [Fact]
    public void Some_of_each_are_led_to_and_some_are_not()
    {
        var linked = Hidden(World);
        Type[] types = [typeof(Account), typeof(Contact), typeof(Bug)];
        var counts = types.Select(type => World.Rows(type).CountBy(linked.IsHidden).Count());
        Assert.Equal([2, 2, 2], counts);
    }
}
