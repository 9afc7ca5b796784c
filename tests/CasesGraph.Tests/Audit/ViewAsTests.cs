using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using CasesGraph.Tests.Roles;
using CasesGraph.Tests.Teams;
using CsCheck;

namespace CasesGraph.Tests.Audit;

/// <summary>Who looks as another sees what both may see, does nothing, and is never unknown.</summary>
public sealed class ViewAsTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    private const string Grants = "{ me { id grants { action level } } }";

    private static readonly Gen<Grant[]> SomeGrants = Gen.Select(
        Gen.Enum<AccessAction>(),
        Gen.Enum<AccessLevel>(),
        (action, level) => new Grant(action, level)
    ).Array[0, 20];

    private static readonly Gen<AccessShape> Shapes = Gen.OneOf(
        SomeGrants.Select(grants => AccessShape.Of(grants.Select(grant => (grant.Action, grant.Level)))),
        Gen.Const(AccessShape.Administrator)
    );

    [Fact]
    public void Of_two_who_look_together_the_narrower_level_holds_for_each_action() =>
        Gen.Select(Shapes, Shapes)
            .Sample(
                (one, other) =>
                {
                    var both = one.And(other);
                    return both == other.And(one)
                        && one.Covers(both)
                        && other.Covers(both)
                        && both.IsAdministrator == (one.IsAdministrator && other.IsAdministrator)
                        && Enum.GetValues<AccessAction>()
                            .All(action => both[action] == (AccessLevel)Math.Min((int)one[action], (int)other[action]));
                }
            );

    [Fact]
    public async Task Who_looks_as_another_may_what_both_may_and_is_told_so()
    {
        var viewer = await ViewerAsync("VIEW_AS", "CASE_VIEW", "BUG_VIEW");
        var user = await world.UserAsync(await world.RoleAsync("CASE_VIEW", "DIRECTORY_VIEW", "CASE_EDIT"));
        using var client = As(viewer, $"user:{user}");

        var answer = await client.AnswerAsync(Grants);

        var me = answer.GetProperty("data").GetProperty("me");
        Assert.Equal(["CASE_VIEW"], RoleWorld.Actions(me.GetProperty("grants")));
        Assert.Equal(user, me.Text("id"));
        Assert.Equal($"user:{user}", answer.GetProperty("extensions").GetProperty("access").Text("viewAs"));
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("{ accounts { totalCount } }"));
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("{ bugs { totalCount } }"));
    }

    [Fact]
    public async Task Every_request_is_an_event_before_it_is_answered()
    {
        var viewer = await ViewerAsync("VIEW_AS", "CASE_VIEW");
        var user = await world.UserAsync();
        using var client = As(viewer, $"user:{user}");
        using var batch = await client.PostAsJsonAsync(
            "/graphql",
            new[] { new { query = Grants }, new { query = "{ broken" } }
        );
        await client.AnswerAsync(Grants);

        var events = await world.Administrator.EventsAsync($$"""viewAsId: { eq: "{{user}}" }""");

        Assert.Equal(3, events.Count);
        Assert.All(
            events,
            one =>
                Assert.Equal(
                    ("VIEWED", viewer, user),
                    (one.Text("kind"), one.Actor, one.GetProperty("viewAs").Text("id"))
                )
        );
    }

    [Fact]
    public async Task Only_queries_are_answered()
    {
        var user = await world.UserAsync(RoleWorld.Id("Administrator"));
        var viewer = await world.UserAsync(RoleWorld.Id("Administrator"));
        using var client = As(viewer, $"user:{user}");
        var before = await world.Server.CountCasesAsync();

        Assert.Equal(
            ["FORBIDDEN"],
            await client.RefusalsAsync("""mutation { createCase(input: {subject: "No"}) { case { id } } }""")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Headers.Add("Accept", "text/event-stream");
        request.Content = JsonContent.Create(new { query = "subscription { onCaseChanged { cursor } }" });
        using var stream = await client.SendAsync(request);
        var text = await stream.Content.ReadAsStringAsync();

        Assert.Contains(ViewAs.Header, text, StringComparison.Ordinal);
        Assert.Contains("FORBIDDEN", text, StringComparison.Ordinal);
        Assert.Equal(before, await world.Server.CountCasesAsync());
    }

    [Fact]
    public async Task What_belongs_to_the_user_alone_is_not_shown()
    {
        var viewer = await ViewerAsync("VIEW_AS", "CASE_VIEW");
        var user = await world.UserAsync(RoleWorld.Id("Agent"));
        using var own = world.Server.As(user);
        await own.NewKeyAsync();
        using var client = As(viewer, $"user:{user}");
        const string keys = "{ apiKeys { totalCount } me { user { apiKeys { totalCount } } } }";

        var (seen, theirs) = (await client.AskAsync(keys), await own.AskAsync(keys));

        Assert.Equal((0, 1), (Count(seen.GetProperty("apiKeys")), Count(theirs.GetProperty("apiKeys"))));
        Assert.Equal(0, Count(seen.GetProperty("me").GetProperty("user").GetProperty("apiKeys")));

        static int Count(JsonElement connection) => connection.GetProperty("totalCount").GetInt32();
    }

    [Fact]
    public async Task As_whom_nobody_can_look_is_told_and_kept()
    {
        var viewer = await ViewerAsync("VIEW_AS");
        var inactive = await world.UserAsync();
        await world.Administrator.MutateAsync("updateUser", new { id = inactive, active = false });
        var agent = await world.UserAsync(RoleWorld.Id("Agent"));

        Assert.Equal("403 INACTIVE", await KnockAsync(viewer, $"user:{inactive}"));
        Assert.Equal("400 INVALID_ID", await KnockAsync(viewer, $"user:{OpaqueId.Encode("User", 999_999)}"));
        Assert.Equal("400 INVALID_ID", await KnockAsync(viewer, "user:1"));
        Assert.Equal("400 INVALID_ID", await KnockAsync(viewer, ""));
        Assert.Equal("400 INVALID_ID", await KnockAsync(viewer, $"contact:{OpaqueId.Encode("Contact", 1)}"));
        Assert.Equal("403 FORBIDDEN", await KnockAsync(agent, $"user:{viewer}"));

        var events = await world.Administrator.EventsAsync(
            $$"""kind: { eq: VIEW_REFUSED }, actor: { userId: { in: ["{{viewer}}", "{{agent}}"] } }""",
            count: 3
        );
        Assert.Equal(
            ["FORBIDDEN", "INACTIVE", "UNKNOWN"],
            events.Select(one => one.Detail("reason")!).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_socket_says_it_in_its_first_message()
    {
        var user = await world.UserAsync(await world.RoleAsync("CASE_VIEW"));
        await using var socket = await GraphSocket.OpenAsync(
            world.Administrator,
            new Dictionary<string, string>(StringComparer.Ordinal) { [ViewAs.Header] = $"user:{user}" }
        );

        await socket.SubscribeAsync("1", Grants);
        var me = await socket.NextAsync();
        Assert.Equal(
            (user, "CASE_VIEW"),
            (me.Text("id"), string.Join(' ', RoleWorld.Actions(me.GetProperty("grants"))))
        );
        Assert.Equal("complete", await socket.TypeAsync());
        await socket.SubscribeAsync("2", "subscription { onCaseChanged { cursor } }");
        Assert.Equal("error", await socket.TypeAsync());
        // Nobody looks as somebody who is not active any more.
        await world.Administrator.MutateAsync("updateUser", new { id = user, active = false });
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(4403, socket.CloseCode);
    }

    [Fact]
    public async Task A_socket_stays_when_both_may_do_something_else_and_what_begins_has_it()
    {
        var viewer = await ViewerAsync("VIEW_AS", "CASE_VIEW");
        var user = await world.UserAsync(await world.RoleAsync("CASE_VIEW", "BUG_VIEW"));
        await using var socket = await GraphSocket.OpenAsync(
            world.Administrator,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [CallersByUser.Header] = $"{TeamWorld.Key(viewer)}",
                [ViewAs.Header] = $"user:{user}",
            }
        );
        Assert.Equal("CASE_VIEW", await GrantsAsync("1"));

        await RoleWorld.GiveAsync(world.Administrator, viewer, await world.RoleAsync("VIEW_AS", "BUG_VIEW"));
        Assert.Equal("BUG_VIEW", await GrantsAsync("2"));
        await RoleWorld.GiveAsync(world.Administrator, user, await world.RoleAsync("CASE_VIEW"));
        Assert.Equal("", await GrantsAsync("3"));
        // What lets it look is another thing.
        await RoleWorld.GiveAsync(world.Administrator, viewer, await world.RoleAsync("CASE_VIEW"));
        Assert.Equal(4403, await socket.ClosedAsync());

        async Task<string> GrantsAsync(string id)
        {
            await socket.SubscribeAsync(id, Grants);
            var me = await socket.NextAsync(id);
            Assert.Equal("complete", await socket.TypeAsync());
            return string.Join(' ', RoleWorld.Actions(me.GetProperty("grants")));
        }
    }

    [Fact]
    public async Task Files_are_those_that_the_user_sees()
    {
        var number = await world.Administrator.CreateCaseAsync("With a file");
        var attached = await world.Administrator.AttachAsync($"{number}", ("a.txt", "text"u8.ToArray()));
        var file = new Uri(attached.Object("attachments")[0].Text("url")!, UriKind.RelativeOrAbsolute);
        var viewer = await ViewerAsync("VIEW_AS", "CASE_VIEW");
        var (agent, nobody) = (await world.UserAsync(RoleWorld.Id("Agent")), await world.UserAsync());

        Assert.Equal("200 404", $"{await LoadAsync(agent)} {await LoadAsync(nobody)}");

        var events = await world.Administrator.EventsAsync($$"""actor: { userId: { eq: "{{viewer}}" } }""");
        Assert.Equal(
            [agent, nobody],
            events.Select(one => one.GetProperty("viewAs").Text("id")!),
            StringComparer.Ordinal
        );

        async Task<int> LoadAsync(string user)
        {
            using var client = As(viewer, $"user:{user}");
            using var response = await client.GetAsync(file);
            return (int)response.StatusCode;
        }
    }

    private async Task<string> ViewerAsync(params string[] actions) =>
        await world.UserAsync(await world.RoleAsync(actions));

    private HttpClient As(string user, string viewAs)
    {
        var client = world.Server.As(user);
        client.DefaultRequestHeaders.Add(ViewAs.Header, viewAs);
        return client;
    }

    private async Task<string> KnockAsync(string user, string viewAs)
    {
        using var client = As(user, viewAs);
        return await client.KnockAsync(Grants);
    }
}
