using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Access;

/// <summary>
/// However a list is read for a caller who sees the cases of some teams, or their own: it is the same list. Teams without
/// cases change how it is read, and nothing else.
/// </summary>
public sealed class PageFormsTests : IAsyncLifetime
{
    private const int Teams = 13;
    private const long FirstTeam = 701;

    /// <summary>So many teams without cases are among those of a caller; with the last number of them there are too many.</summary>
    private static readonly int[] Padding = [0, 1, 7, 40, 70];

    private static readonly string[] Orders =
    [
        "number",
        "updatedAt",
        "priority",
        "status",
        "waitingSince",
        "createdAt",
        "subject",
        "closedAt",
    ];

    private SampleServer sample = null!;

    public async Task InitializeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await SampleRows.WriteAsync(database);
        await SpreadAsync(database);
        sample = new SampleServer(database) { More = CallersByGrants.Use };
        await sample.InitializeAsync();
        await sample.Server.Get<TeamShares>().ReadAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => sample.DisposeAsync();

    [Fact]
    public Task Walking_a_list_visits_each_case_in_reach_once_however_it_is_read() =>
        new Chosen<Walk>(Make).SampleAsync(CheckAsync, iter: Iterations.Of(150), threads: 1);

    [Theory]
    [InlineData(1, "", "", 1)]
    [InlineData(3, "", "", 1)]
    [InlineData(3, "order: [{updatedAt: DESC}]", "", 1)]
    [InlineData(13, "where: {state: {eq: OPEN}}, order: [{updatedAt: DESC}]", "totalCount", 2)]
    [InlineData(5, "order: [{subject: ASC}]", "", 1)]
    [InlineData(3, "", "pageInfo { hasNextPage } edges { node { account { name } assignedTo { fullName } } }", 1)]
    [InlineData(3, "", "edges { node { updates { nodes { text } } } }", 2)]
    public async Task A_list_is_as_many_statements_as_for_an_administrator(
        int teams,
        string arguments,
        string more,
        int expected
    )
    {
        foreach (var level in new AccessLevel?[] { null, AccessLevel.Team, AccessLevel.Own })
        {
            Use(level, [.. Enumerable.Range(0, teams).Select(team => FirstTeam + team)]);
            using var statements = new CountedStatements();

            await sample.DataAsync($"{{ cases(first: 3, {arguments}) {{ nodes {{ number }} {more} }} }}");

            Assert.Equal(expected, statements.Count);
        }
    }

    [Theory]
    [InlineData(1, "", "", "UNION")]
    [InlineData(3, "", "UNION ALL|LATERAL", "")]
    [InlineData(5, "order: [{updatedAt: DESC}]", "UNION ALL|UNION ALL", "")]
    [InlineData(3, "order: [{subject: ASC}]", "", "UNION")]
    [InlineData(70, "", "", "UNION")]
    [InlineData(3, "where: {accountId: {eq: \"QWNjb3VudDoxMDA\"}}", "", "UNION")]
    public async Task Teams_are_read_one_by_one_where_an_index_has_each_in_order(
        int teams,
        string arguments,
        string has,
        string hasNot
    )
    {
        Use(AccessLevel.Team, [.. Enumerable.Range(0, teams).Select(team => FirstTeam + team)]);
        using var statements = new TracedStatements();

        await sample.DataAsync($"{{ cases(first: 3, {arguments}) {{ nodes {{ number }} }} }}");

        var sql = Assert.Single(statements.Texts);
        if (has.Length > 0)
            Assert.Contains(
                TestDatabase.IsPostgres ? has.Split('|')[1] : has.Split('|')[0],
                sql,
                StringComparison.Ordinal
            );
        if (hasNot.Length > 0)
            Assert.DoesNotContain(hasNot, sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_cases_are_found_by_their_teams_and_then_sorted()
    {
        Use(AccessLevel.Team, [FirstTeam + 12]);
        using var statements = new TracedStatements();

        await sample.DataAsync("{ cases(first: 3, order: [{subject: ASC}]) { nodes { number } } }");

        // A planner that may choose goes along the order on PostgreSQL: there the keys are joined first, one by one.
        Assert.Contains(
            TestDatabase.IsPostgres ? "LATERAL" : "\"Number\" IN (\n    SELECT",
            Assert.Single(statements.Texts),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_sees_all_cases_is_read_as_an_administrator()
    {
        var texts = new List<IReadOnlyList<string>>();
        foreach (var level in new AccessLevel?[] { null, AccessLevel.All })
        {
            Use(level, [FirstTeam]);
            using var statements = new TracedStatements();
            foreach (var order in Orders)
                await sample.DataAsync(
                    $"{{ cases(first: 3, order: [{{{order}: DESC}}]) {{ nodes {{ number account {{ name }} }} totalCount }} }}"
                );
            texts.Add(statements.Texts);
        }

        Assert.NotEmpty(texts[0]);
        Assert.Equal(texts[0], texts[1]);
    }

    private static async Task SpreadAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        foreach (var team in Enumerable.Range(0, Teams))
            db.Add(new CasesGraph.Teams.Team { Id = FirstTeam + team, Name = $"Spread {team}" });
        await db.SaveChangesAsync();
        // One has half of all, the others about three each.
        await db.Set<Case>()
            .ExecuteUpdateAsync(set =>
                set.SetProperty(
                    one => one.TeamId,
                    one => one.Number % 2 == 0 ? FirstTeam : FirstTeam + 1 + (one.Number / 2 % 12)
                )
            );
    }

    private Walk Make(Choices choices)
    {
        var own = choices.Chance(20);
        var teams = choices.Pick([0, 1, 1, 2, 3, 5, Teams]);
        var from = choices.Below(Teams);
        var order = choices.Some(
            choices.Below(4),
            () =>
                new ObjectValue([
                    (
                        choices.Pick(Orders),
                        new EnumValue(
                            choices.Pick<string>(["ASC", "DESC", "DESC", "ASC_NULLS_LAST", "DESC_NULLS_FIRST"])
                        )
                    ),
                ])
        );
        return new Walk(
            own ? AccessLevel.Own : AccessLevel.Team,
            [.. Enumerable.Range(0, teams).Select(team => FirstTeam + ((from + team) % Teams)).Order()],
            new ListValue(order),
            Filter(choices),
            choices.Chance(10),
            choices.Chance(50),
            [.. choices.Some(4, () => 1 + choices.Below(8))],
            [.. choices.Some(4, () => choices.Pick(Padding))]
        );
    }

    private ObjectValue Filter(Choices choices) =>
        new([
            .. choices
                .Some(choices.Below(4), () => Condition(choices))
                .DistinctBy(one => one.Name, StringComparer.Ordinal),
        ]);

    private (string Name, InputValue Value) Condition(Choices choices) =>
        choices.Below(11) switch
        {
            0 or 1 => ("status", Is("eq", new EnumValue(choices.Pick<string>(["NEW", "ASSIGNED", "CLOSED"])))),
            2 or 3 => ("state", Is("eq", new EnumValue(choices.Pick<string>(["OPEN", "CLOSED"])))),
            4 => ("priority", Is("in", new ListValue([new EnumValue("HIGH"), new EnumValue("LOW")]))),
            5 => ("waitingSince", Is(choices.Chance(70) ? "neq" : "eq", new NullValue())),
            6 => ("teamId", Is("eq", Team(choices))),
            7 => ("teamId", Is("in", new ListValue([Team(choices), Team(choices)]))),
            8 => ("assignedToId", Is("eq", new NullValue())),
            9 => ("accountId", Is("eq", new TextValue(IdOf("Account", 100)))),
            _ => (
                "or",
                new ListValue([
                    new ObjectValue([("teamId", Is("eq", Team(choices)))]),
                    new ObjectValue([("priority", Is("eq", new EnumValue("HIGH")))]),
                ])
            ),
        };

    private static ObjectValue Is(string comparison, InputValue value) => new([(comparison, value)]);

    private static TextValue Team(Choices choices) => new(IdOf("Team", FirstTeam + choices.Below(Teams + 1)));

    private async Task CheckAsync(Walk walk)
    {
        var reach = new OutOfReach(walk.Level, user: 10, walk.Teams);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["order"] = walk.Order.Plain,
            ["where"] = walk.Filter.Plain,
            ["includeDeleted"] = walk.IncludeDeleted,
        };
        var expected = PlainList
            .All(
                typeof(Case),
                sample.World.Rows<Case>().Where(one => !reach.IsHidden(one)).Select(one => new Item(one, Link: null)),
                arguments
            )
            .Select(item => IdOf("Case", Reflected.Key(item.Node)))
            .ToList();
        var pages = new PageWalk(
            sample,
            "$order: [CaseSortInput!], $where: CaseFilterInput",
            $"cases(order: $order, where: $where, {(walk.IncludeDeleted ? "includeDeleted: true, " : "")}",
            "{0}",
            "cases"
        );
        var page = 0;
        Turn();

        var ids = await pages.IdsAsync(
            walk.Forward,
            () => walk.Sizes[page % walk.Sizes.Count],
            new JsonObject { ["order"] = walk.Order.Json, ["where"] = walk.Filter.Json },
            () =>
            {
                page++;
                Turn();
                return Task.CompletedTask;
            }
        );

        Assert.Equal(expected, ids);

        void Turn() =>
            Use(
                walk.Level,
                [
                    .. walk.Teams,
                    .. Enumerable.Range(9_000, walk.Padding[page % walk.Padding.Count]).Select(id => (long)id),
                ]
            );
    }

    private void Use(AccessLevel? level, IEnumerable<long> teams)
    {
        var headers = sample.Server.Client.DefaultRequestHeaders;
        headers.Remove(CallersByGrants.Header);
        headers.Remove(CallersByGrants.Teams);
        headers.Remove(CallersByGrants.User);
        headers.Add(CallersByGrants.User, "10");
        headers.Add(CallersByGrants.Teams, string.Join(',', teams));
        if (level is not null)
            headers.Add(
                CallersByGrants.Header,
                string.Join(
                    ',',
                    Enum.GetValues<AccessAction>()
                        .Select(action => action.HasLevels ? $"{action}:{level}" : $"{action}")
                )
            );
    }

    private static string IdOf(string entity, long key) =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entity}:{key}"))
        );

    private sealed record Walk(
        AccessLevel Level,
        IReadOnlyList<long> Teams,
        ListValue Order,
        ObjectValue Filter,
        bool IncludeDeleted,
        bool Forward,
        IReadOnlyList<int> Sizes,
        IReadOnlyList<int> Padding
    )
    {
        public override string ToString() =>
            $"{Level} of {string.Join(',', Teams)} (+{string.Join('+', Padding)}), order {Order.Json!.ToJsonString()}, where {Filter.Json!.ToJsonString()}, deleted {IncludeDeleted}, forward {Forward}, sizes {string.Join(',', Sizes)}";
    }
}
