using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Portal;

/// <summary>What contacts may write, and how it is written down.</summary>
public sealed class PortalWriteTests(PortalWorld world) : IClassFixture<PortalWorld>
{
    private const string OfCase =
        "case { id number subject status priority description source account { id } openedBy { id } version }";

    [Fact]
    public async Task A_contact_opens_a_case_of_its_account_in_the_team_of_the_portal()
    {
        var account = await world.AccountAsync();
        var contact = await world.ContactAsync("OWN", account);
        using var client = world.As(contact);

        var made = await client.MutateAsync(
            "createCase",
            new
            {
                subject = "Ink",
                description = "Empty",
                type = "PRODUCT",
                priority = "HIGH",
            },
            selection: OfCase
        );

        var @case = made.Object("case");
        Assert.Equal("PORTAL", @case.GetProperty("source").GetString());
        Assert.Equal("HIGH", @case.GetProperty("priority").GetString());
        Assert.Equal(account, @case.GetProperty("account").GetProperty("id").GetString());
        Assert.Equal(contact, @case.GetProperty("openedBy").GetProperty("id").GetString());
        Assert.False(made.HasChangeSet);
        var number = @case.GetProperty("number").GetInt64();
        await world.Server.SettledAsync();
        var log = await world.Staff.AskAsync(
            $$"""{ caseById(id: "{{number}}") { changes(first: 1) { nodes { changeSet { apiKey { id } actor { ... on Contact { id } } } } } } }"""
        );
        var set = log.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0].GetProperty("changeSet");
        Assert.Equal(contact, set.GetProperty("actor").GetProperty("id").GetString());
        Assert.Equal(world.Key.Id, set.GetProperty("apiKey").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_reply_comes_in_from_the_contact_and_files_are_for_all_who_see_the_case()
    {
        var contact = await world.ContactAsync();
        var number = await world.CaseAsync(contact);
        using var client = world.As(contact);
        var id = PortalWorld.CaseId(number);

        await client.MutateAsync(
            "addCaseUpdate",
            new { caseId = id, text = "Hello" },
            selection: "case { updates { nodes { direction internal text author { ... on Contact { id } } } } }"
        );
        await client.AttachAsync(id, ("a.txt", "text"u8.ToArray()));
        await world.Staff.MutateAsync(
            "addCaseUpdate",
            new
            {
                caseId = id,
                text = "A secret",
                @internal = true,
            }
        );

        var data = await client.AskAsync(
            $$"""
            { caseById(id: "{{id}}") { updates { totalCount nodes { direction text author { ... on Contact { id } } } }
              attachments { nodes { fileName internal url } } } }
            """
        );
        var @case = data.GetProperty("caseById");
        var update = Assert.Single(@case.GetProperty("updates").GetProperty("nodes").EnumerateArray());
        Assert.Equal("INCOMING", update.GetProperty("direction").GetString());
        Assert.Equal(contact, update.GetProperty("author").GetProperty("id").GetString());
        Assert.Equal(1, @case.GetProperty("updates").GetProperty("totalCount").GetInt32());
        var file = Assert.Single(@case.GetProperty("attachments").GetProperty("nodes").EnumerateArray());
        Assert.False(file.GetProperty("internal").GetBoolean());
        using var loaded = await client.GetAsync(new Uri(file.GetProperty("url").GetString()!, UriKind.Relative));
        Assert.True(loaded.IsSuccessStatusCode);
        using var stranger = world.As(await world.ContactAsync());
        using var refused = await stranger.GetAsync(new Uri(file.GetProperty("url").GetString()!, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_contact_closes_a_case_and_opens_it_again_and_gives_no_other_status()
    {
        var contact = await world.ContactAsync();
        var number = await world.CaseAsync(contact);
        using var client = world.As(contact);

        Assert.Equal(["input.status FORBIDDEN"], await SetAsync("ASSIGNED"));
        Assert.Equal(["input.status FORBIDDEN"], await SetAsync("PENDING_INPUT"));
        Assert.Equal(["CLOSED"], await SetAsync("CLOSED"));
        Assert.Equal(["NEW"], await SetAsync("ASSIGNED"));

        async Task<IReadOnlyList<string>> SetAsync(string status)
        {
            var payload = await client.MutateAsync("updateCase", new { id = number, status }, selection: OfCase);
            return payload.Errors is { Count: > 0 } errors ? errors : [payload.Case.GetProperty("status").GetString()!];
        }
    }

    [Fact]
    public async Task The_description_is_the_openers_own_for_a_while()
    {
        var account = await world.AccountAsync();
        var (contact, other) = (await world.ContactAsync("OWN", account), await world.ContactAsync("ACCOUNT", account));
        var number = await world.CaseAsync(contact, account);
        var input = new { id = number, description = "More" };
        using var opener = world.As(contact);
        using var colleague = world.As(other);

        Assert.Empty((await opener.MutateAsync("updateCase", input, selection: OfCase)).Errors);
        Assert.Equal(
            ["input.description FORBIDDEN"],
            (await colleague.MutateAsync("updateCase", input, selection: OfCase)).Errors
        );
        await using var late = await PortalWorld.StartAsync(("Portal:EditMinutes", "0"));
        var mine = await late.ContactAsync();
        var old = await late.CaseAsync(mine);
        using var client = late.As(mine);
        Assert.Equal(
            ["input.description FORBIDDEN"],
            (await client.MutateAsync("updateCase", new { id = old, description = "x" }, selection: OfCase)).Errors
        );
    }

    [Fact]
    public async Task Without_AccountMayReply_the_cases_of_others_are_read_alone()
    {
        await using var strict = await PortalWorld.StartAsync(
            ("Portal:AccountMayReply", "false"),
            ("Portal:Priority", "false")
        );
        var account = await strict.AccountAsync();
        var contact = await strict.ContactAsync("ACCOUNT", account);
        var (own, others) = (await strict.CaseAsync(contact, account), await strict.CaseAsync(account: account));
        using var client = strict.As(contact);

        Assert.Empty((await ReplyAsync(own)).Errors);
        Assert.Equal(["ForbiddenError"], (await ReplyAsync(others)).Errors);
        Assert.Equal(
            ["input.priority FORBIDDEN"],
            (await client.MutateAsync("createCase", new { subject = "x", priority = "LOW" }, selection: OfCase)).Errors
        );

        Task<Payload> ReplyAsync(long number) =>
            client.MutateAsync("addCaseUpdate", new { caseId = number, text = "x" }, selection: "caseUpdate { id }");
    }

    [Fact]
    public async Task A_case_that_is_not_theirs_is_as_one_that_never_was()
    {
        using var client = world.As(await world.ContactAsync());
        foreach (var number in new[] { await world.CaseAsync(), 900_000 })
            Assert.Equal(
                ["CaseNotFoundError"],
                (
                    await client.MutateAsync("updateCase", new { id = number, status = "CLOSED" }, selection: OfCase)
                ).Errors
            );
    }
}
