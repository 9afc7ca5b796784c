using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Portal;

/// <summary>A portal acts as contacts on every way in, and no longer than they may use it.</summary>
public sealed class PortalTransportTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const string Cases = "{ cases { nodes { number } } }";

    [Fact]
    public async Task A_socket_says_in_its_first_message_for_whom_it_is()
    {
        var (contact, other) = (await world.ContactAsync(), await world.ContactAsync());
        var number = await world.CaseAsync(contact);
        await world.CaseAsync(other);
        await using var socket = await OpenAsync(contact);

        await socket.SubscribeAsync("1", Cases);

        var seen = Assert.Single((await socket.NextAsync()).GetProperty("nodes").EnumerateArray());
        Assert.Equal(number, seen.GetProperty("number").GetInt64());
        Assert.Equal("complete", await socket.TypeAsync());
        await socket.SubscribeAsync("2", "{ me { contact { id } user { id } } }");
        var me = await socket.NextAsync("2");
        Assert.Equal(contact, me.GetProperty("contact").GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, me.GetProperty("user").ValueKind);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("deleted")]
    [InlineData("key")]
    public async Task A_socket_ends_within_a_second_when_its_contact_may_use_the_portal_no_more(string how)
    {
        await using var own = await PortalWorld.StartAsync();
        var contact = await own.ContactAsync();
        await using var socket = await OpenAsync(contact, own);
        await socket.SubscribeAsync("1", Cases);
        await socket.NextAsync();
        Assert.Equal("complete", await socket.TypeAsync());

        if (how is "NONE")
            await own.GiveAsync(contact, "NONE");
        else if (how is "deleted")
            await own.Staff.MutateAsync("deleteContacts", new { select = new { ids = new[] { contact } } });
        else
            await own.Staff.AskAsync(
                $$"""mutation { revokeApiKeys(input: { ids: ["{{own.Key.Id}}"] }) { errors { __typename } } }"""
            );
        var begun = Stopwatch.GetTimestamp();

        Assert.Equal(4403, await socket.ClosedAsync());
        // More than the second that is promised, for slow machines.
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(FollowedOver.Socket)]
    [InlineData(FollowedOver.Events)]
    public async Task A_stream_goes_on_when_its_contact_sees_more_or_less(FollowedOver transport)
    {
        var account = await world.AccountAsync();
        var (contact, colleague) = (await world.ContactAsync("OWN", account), await world.ContactAsync("OWN", account));
        await world.Server.SettledAsync();
        var start = (await world.Staff.AskAsync("{ changeCursor }")).GetProperty("changeCursor").GetString();
        using var client = world.As(contact);
        await using var stream = await FollowedStream.OpenAsync(
            transport,
            client,
            $$"""subscription { onCaseChanged(after: "{{start}}") { caseNumber } }"""
        );
        await world.CaseAsync(colleague, account);
        await IsNextAsync(await world.CaseAsync(contact, account));

        await world.GiveAsync(contact, "ACCOUNT");
        await stream.ChangedAsync();
        await IsNextAsync(await world.CaseAsync(colleague, account));

        await world.Staff.MutateAsync(
            "updateContact",
            new { id = contact, accountId = await world.AccountAsync() },
            selection: "__typename"
        );
        await stream.ChangedAsync();
        await world.CaseAsync(colleague, account);
        await IsNextAsync(await world.CaseAsync(contact));

        async Task IsNextAsync(long number) =>
            Assert.Equal(number, (await stream.EventAsync()).GetProperty("caseNumber").GetInt64());
    }

    [Fact]
    public async Task All_operations_of_a_batch_are_of_the_contact_that_it_is_for()
    {
        var (contact, other) = (await world.ContactAsync(), await world.ContactAsync());
        var (own, others) = (await world.CaseAsync(contact), await world.CaseAsync(other));
        using var client = world.As(contact);

        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new[]
            {
                new { query = Cases },
                new { query = Reply(own) },
                new { query = Reply(others) },
                new { query = "{ accounts { totalCount } }" },
                new { query = "{ me { contact { id } } }" },
            }
        );

        var answers = (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().ToList();
        var seen = answers[0].GetProperty("data").GetProperty("cases").GetProperty("nodes");
        Assert.Equal(own, Assert.Single(seen.EnumerateArray()).GetProperty("number").GetInt64());
        Assert.Equal("[]", Mistakes(answers[1]));
        Assert.Equal("[\"CaseNotFoundError\"]", Mistakes(answers[2]));
        Assert.Equal(
            "FORBIDDEN",
            answers[3].GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
        );
        Assert.Equal(
            contact,
            answers[4].GetProperty("data").GetProperty("me").GetProperty("contact").GetProperty("id").GetString()
        );
        var text = await world.Staff.AskAsync(
            $$"""{ caseById(id: "{{own}}") { updates { nodes { direction author { ... on Contact { id } } } } } }"""
        );
        Assert.Contains(contact, text.GetRawText(), StringComparison.Ordinal);

        static string Reply(long number) =>
            $$"""mutation { addCaseUpdate(input: { caseId: "{{number}}", text: "Hello" }) { errors { __typename } } }""";

        static string Mistakes(JsonElement answer) =>
            JsonSerializer.Serialize(
                answer.GetProperty("data").GetProperty("addCaseUpdate").GetProperty("errors")
                    is { ValueKind: JsonValueKind.Array } errors
                    ? errors.EnumerateArray().Select(one => one.GetProperty("__typename").GetString()).ToArray()
                    : []
            );
    }

    [Fact]
    public async Task Me_is_the_contact_with_all_of_its_own_and_nothing_of_staff()
    {
        var account = await world.AccountAsync();
        var contact = await world.ContactAsync("ACCOUNT", account);
        using var client = world.As(contact);

        var answer = await client.AnswerAsync(
            """
            { me { user { id } contact { id email lastName portalAccess account { id name } } apiKey { id }
              roles { id } teams { id } grants { action level } } }
            """
        );

        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        var me = answer.GetProperty("data").GetProperty("me");
        var self = me.GetProperty("contact");
        Assert.Equal(
            (contact, "Sousa", "ACCOUNT", account),
            (
                self.GetProperty("id").GetString(),
                self.GetProperty("lastName").GetString(),
                self.GetProperty("portalAccess").GetString(),
                self.GetProperty("account").GetProperty("id").GetString()
            )
        );
        Assert.StartsWith("ana", self.GetProperty("email").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, me.GetProperty("user").ValueKind);
        Assert.Equal((0, 0), (me.GetProperty("roles").GetArrayLength(), me.GetProperty("teams").GetArrayLength()));
    }

    private Task<GraphSocket> OpenAsync(string contact) => OpenAsync(contact, world);

    private static Task<GraphSocket> OpenAsync(string contact, PortalWorld of) =>
        GraphSocket.OpenAsync(
            of.Staff,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["authorization"] = $"Bearer {of.Key.Text}",
                [ActAs.Header] = $"contact:{contact}",
            }
        );
}
