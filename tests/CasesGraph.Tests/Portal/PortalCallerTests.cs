using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Portal;

/// <summary>A portal acts as contacts, who see and do what is theirs and nothing else.</summary>
public sealed class PortalCallerTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const string Me =
        "{ me { id user { id } contact { id } roles { id } grants { action level } rateLimit { limit } } }";

    [Fact]
    public async Task Who_acts_as_a_contact_is_that_contact_and_charged_to_the_key()
    {
        var contact = await world.ContactAsync();
        using var client = world.As(contact);

        var me = (await client.AskAsync(Me)).GetProperty("me");

        Assert.Equal(JsonValueKind.Null, me.GetProperty("user").ValueKind);
        Assert.Equal(contact, me.GetProperty("contact").GetProperty("id").GetString());
        Assert.Equal(
            ["CASE_CREATE OWN", "CASE_EDIT OWN", "CASE_REPLY OWN", "CASE_VIEW OWN"],
            me.GetProperty("grants")
                .EnumerateArray()
                .Where(one => one.GetProperty("level").GetString() is not "NONE")
                .Select(one => $"{one.GetProperty("action").GetString()} {one.GetProperty("level").GetString()}")
                .Order(StringComparer.Ordinal)
                .ToList()
        );
        Assert.Equal(50_000, me.GetProperty("rateLimit").GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task A_contact_sees_what_they_opened_or_are_linked_to_and_with_ACCOUNT_all_of_the_account()
    {
        var account = await world.AccountAsync();
        var below = await world.AccountAsync(account);
        var (own, other) = (await world.ContactAsync("OWN", account), await world.ContactAsync("ACCOUNT", account));
        var whole = await world.ContactAsync("ACCOUNT_TREE", account);
        var opened = await world.CaseAsync(own, account);
        var linked = await world.CaseAsync();
        await world.Staff.MutateAsync(
            "linkCaseContacts",
            new { caseId = linked, contacts = new[] { new { contactId = own } } }
        );
        var ofAccount = await world.CaseAsync(account: account);
        var ofTree = await world.CaseAsync(account: below);
        await world.CaseAsync();
        var deleted = await world.CaseAsync(own, account);
        await world.Staff.MutateAsync(
            "deleteCases",
            new { select = new { ids = new[] { PortalWorld.CaseId(deleted) } } }
        );

        Assert.Equal([opened, linked], await SeenAsync(own));
        Assert.Equal([opened, ofAccount], await SeenAsync(other));
        Assert.Equal([opened, ofAccount, ofTree], await SeenAsync(whole));
    }

    [Fact]
    public async Task Who_leaves_an_account_sees_its_cases_no_more()
    {
        var account = await world.AccountAsync();
        var contact = await world.ContactAsync("ACCOUNT", account);
        var (opened, without) = (await world.CaseAsync(contact, account), await world.CaseAsync(contact));
        await world.CaseAsync(account: account);
        Assert.Equal(3, (await SeenAsync(contact)).Count);

        await world.Staff.MutateAsync("updateContact", new { id = contact, accountId = await world.AccountAsync() });

        Assert.Equal([without], await SeenAsync(contact));
        Assert.True(opened < without);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("deleted")]
    [InlineData("merged")]
    public async Task Whose_access_ends_is_let_in_no_more_at_once(string how)
    {
        var contact = await world.ContactAsync();
        using var client = world.As(contact);
        Assert.Equal("200 ", await client.KnockAsync(Me));
        if (how is "NONE")
            await world.GiveAsync(contact, "NONE");
        else if (how is "deleted")
            await world.Staff.MutateAsync("deleteContacts", new { select = new { ids = new[] { contact } } });
        else
            await world.Staff.MutateAsync(
                "mergeContacts",
                new { primaryId = await world.ContactAsync(), duplicateIds = new[] { contact } }
            );
        Assert.Equal("403 INACTIVE", await client.KnockAsync(Me));
    }

    [Fact]
    public async Task A_key_without_the_scope_acts_as_nobody_and_no_header_means_two()
    {
        var contact = await world.ContactAsync();
        var other = await world.Server.NewKeyAsync("scopes: [CASE_VIEW]");
        using var without = world.Server.With(other.Text);
        without.DefaultRequestHeaders.Add(ActAs.Header, $"contact:{contact}");
        Assert.Equal("403 FORBIDDEN", await without.KnockAsync(Me));
        using var both = world.As(contact);
        both.DefaultRequestHeaders.Add(ViewAs.Header, $"contact:{contact}");
        Assert.Equal("400 BAD_REQUEST", await both.KnockAsync(Me));
        using var nobody = world.As("x");
        Assert.Equal("400 INVALID_ID", await nobody.KnockAsync(Me));
    }

    [Fact]
    public async Task Staff_look_as_a_contact_and_see_what_that_one_sees()
    {
        var contact = await world.ContactAsync();
        var opened = await world.CaseAsync(contact);
        using var client = new HttpClient { BaseAddress = world.Staff.BaseAddress };
        client.DefaultRequestHeaders.Add(ViewAs.Header, $"contact:{contact}");

        using var response = await client.PostAsJsonAsync(
            "/graphql",
            new { query = "{ cases { nodes { number team { id } } } }" }
        );
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        var seen = Assert.Single(answer.GetProperty("data").GetProperty("cases").GetProperty("nodes").EnumerateArray());
        Assert.Equal(
            (opened, JsonValueKind.Null),
            (seen.GetProperty("number").GetInt64(), seen.GetProperty("team").ValueKind)
        );
        var access = answer.GetProperty("extensions").GetProperty("access");
        Assert.Equal($"contact:{contact}", access.GetProperty("viewAs").GetString());
        Assert.Equal("Case.team", access.GetProperty("hidden")[0].GetString());
    }

    [Fact]
    public async Task Every_other_field_of_the_schema_is_refused()
    {
        using var client = world.As(await world.ContactAsync());
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("{ contacts { totalCount } }"));
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("{ users { totalCount } }"));
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("""{ node(id: "x") { id } }"""));
        Assert.Equal(
            ["FORBIDDEN"],
            await client.RefusalsAsync("""mutation { deleteCases(input: {select: {ids: ["1"]}}) { deleted } }""")
        );
    }

    [Fact]
    public async Task The_change_of_access_is_an_event_of_the_audit()
    {
        var contact = await world.ContactAsync("ACCOUNT");
        await world.Server.SettledAsync();
        var data = await world.Staff.AskAsync(
            $$"""{ auditEvents(where: { kind: { eq: PORTAL_ACCESS_CHANGED }, objectId: { eq: "{{contact}}" } }) { nodes { detail object { id } } } }"""
        );
        var audit = Assert.Single(data.GetProperty("auditEvents").GetProperty("nodes").EnumerateArray());
        Assert.Equal("ACCOUNT", audit.GetProperty("detail").GetProperty("accessAfter").GetString());
    }

    private async Task<IReadOnlyList<long>> SeenAsync(string contact)
    {
        using var client = world.As(contact);
        return await PortalWorld.NumbersAsync(client);
    }
}
