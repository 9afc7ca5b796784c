using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Teams;

namespace CasesGraph.Tests.Access;

/// <summary>Callers who see accounts, contacts and bugs as far as cases that they see lead to them.</summary>
public sealed class LinkedTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const string Query =
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } accounts { totalCount } contacts { totalCount } bugs { totalCount } }";

    [Fact]
    public async Task What_no_case_leads_to_is_as_what_never_was_and_lists_of_all_are_refused()
    {
        var (account, contact, bug) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        var (other, stranger, bugs) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        await CaseAsync(account, contact, bug);
        using var linked = await LinkedAsync("CASE_VIEW:ALL");

        var answer = await linked.AnswerAsync(
            Query,
            new { ids = new[] { account, contact, bug, other, stranger, bugs } }
        );

        Assert.Equal(
            [account, contact, bug, null, null, null],
            answer
                .GetProperty("data")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.ValueKind is JsonValueKind.Null ? null : node.GetProperty("id").GetString())
        );
        Assert.Equal(
            ["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"],
            answer
                .GetProperty("errors")
                .EnumerateArray()
                .Select(error => error.GetProperty("extensions").GetProperty("code").GetString()!)
        );
    }

    [Fact]
    public async Task A_case_that_is_not_seen_leads_to_nothing()
    {
        var (account, contact, bug) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        await CaseAsync(account, contact, bug);
        using var linked = await LinkedAsync("CASE_VIEW:OWN");

        var answer = await linked.AnswerAsync(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            new { ids = new[] { account, contact, bug } }
        );

        Assert.All(
            answer.GetProperty("data").GetProperty("nodes").EnumerateArray(),
            node => Assert.Equal(JsonValueKind.Null, node.ValueKind)
        );
    }

    [Fact]
    public async Task A_deleted_case_leads_as_one_in_use_does()
    {
        var (account, contact, bug) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        var id = await CaseAsync(account, contact, bug);
        await world.Client.MutateAsync(
            "deleteCases",
            new { select = new { ids = new[] { id } } },
            selection: "deleted"
        );
        using var linked = await LinkedAsync("CASE_VIEW:ALL");

        var answer = await linked.AnswerAsync(
            "query($id: ID!, $ids: [ID!]!) { caseById(id: $id) { account { id } openedBy { id } bugs { nodes { id } } } nodes(ids: $ids) { id } }",
            new { id, ids = new[] { account, contact, bug } }
        );

        Assert.DoesNotContain("null", answer.GetProperty("data").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_seen_cannot_be_referred_to()
    {
        var (account, contact, bug) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        var other = await AccountAsync();
        await CaseAsync(account, contact, bug);
        using var linked = await LinkedAsync("CASE_VIEW:ALL", "CASE_CREATE:ALL");

        var known = await linked.MutateAsync(
            "createCase",
            new { subject = "Any", accountId = account },
            selection: "case { id }"
        );
        var unknown = await linked.MutateAsync(
            "createCase",
            new { subject = "Any", accountId = other },
            selection: "case { id }"
        );

        Assert.Empty(known.Errors);
        Assert.Equal(["input.accountId RelatedObjectNotFoundError"], unknown.Errors);
    }

    [Fact]
    public async Task Naming_what_a_case_has_already_tells_nothing_to_whom_it_is_hidden_from()
    {
        var (account, contact, bug) = (await AccountAsync(), await ContactAsync(), await BugAsync());
        var id = await CaseAsync(account, contact, bug);
        var user = await world.UserAsync(TeamWorld.First);
        await world.GiveAsync(user, await world.RoleAsync("CASE_VIEW:ALL", "CASE_EDIT:ALL"));
        using var client = world.Server.As(user);

        var own = await client.MutateAsync("updateCase", new { id, accountId = account }, selection: "case { id }");
        var other = await client.MutateAsync(
            "updateCase",
            new { id, accountId = await AccountAsync() },
            selection: "case { id }"
        );

        Assert.Equal(["input.accountId RelatedObjectNotFoundError"], own.Errors);
        Assert.Equal(own.Errors, other.Errors);
    }

    [Theory]
    [InlineData("CASE_VIEW", "LINKED")]
    [InlineData("DIRECTORY_EDIT", "LINKED")]
    [InlineData("BUG_VIEW", "OWN")]
    public async Task Only_what_sees_what_cases_lead_to_has_that_level(string action, string level)
    {
        var made = await world.Client.MutateAsync(
            "createRole",
            new { name = $"{action} {level}", grants = new[] { new { action, level } } },
            selection: "role { id }"
        );

        Assert.Contains("grants.0 INVALID_VALUE", string.Join(' ', made.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_only_what_cases_lead_to_writes_none_of_it()
    {
        object[] grants =
        [
            new { action = "DIRECTORY_VIEW", level = "LINKED" },
            new { action = "DIRECTORY_EDIT", level = "ALL" },
        ];
        var made = await world.Client.MutateAsync(
            "createRole",
            new { name = "Wider than seen", grants },
            selection: "role { id }"
        );

        Assert.Contains("grants.1 CONFLICT", string.Join(' ', made.Errors), StringComparison.Ordinal);
    }

    private async Task<HttpClient> LinkedAsync(params string[] grants)
    {
        var user = await world.UserAsync(TeamWorld.First);
        await world.GiveAsync(user, await world.RoleAsync([.. grants, "DIRECTORY_VIEW:LINKED", "BUG_VIEW:LINKED"]));
        return world.Server.As(user);
    }

    private Task<string> AccountAsync() => NewAsync("createAccount", new { name = "Any" }, "account");

    private Task<string> ContactAsync() => NewAsync("createContact", new { lastName = "Any" }, "contact");

    private Task<string> BugAsync() => NewAsync("createBug", new { subject = "Any" }, "bug");

    private async Task<string> CaseAsync(string accountId, string openedById, string bug)
    {
        var input = new
        {
            subject = "Any",
            accountId,
            openedById,
        };
        var caseId = await NewAsync("createCase", input, "case");
        await NewAsync("linkCaseBugs", new { caseId, bugIds = new[] { bug } }, "case");
        return caseId;
    }

    private async Task<string> NewAsync(string mutation, object input, string payload)
    {
        var made = await world.Client.MutateAsync(mutation, input, selection: $"{payload} {{ id }}");
        return made.Object(payload).GetProperty("id").GetString()!;
    }
}
