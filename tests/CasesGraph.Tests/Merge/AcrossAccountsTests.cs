using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Merge;

/// <summary>A merge that would bring a customer to messages of another has to be meant.</summary>
public sealed class AcrossAccountsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Refused = "input.acrossAccounts CONFLICT";

    [Theory]
    [InlineData("""accountId: "@account" """, """accountId: "@otherAccount" """, true)]
    [InlineData("""accountId: "@account" """, """openedById: "@guest" """, true)]
    [InlineData("""accountId: "@account" """, "", false)]
    [InlineData("""accountId: "@account" """, """accountId: "@account" """, false)]
    public async Task Cases_of_two_accounts_become_one_only_when_that_is_meant(string one, string two, bool apart)
    {
        await GuestAsync();
        var (primary, duplicate) = (await CaseAsync(one), await CaseAsync(two));

        var given = await MergeAsync("mergeCases", primary, duplicate, "");

        Assert.Equal(apart ? Refused : "done", given);
        if (apart)
            Assert.Equal("done", await MergeAsync("mergeCases", primary, duplicate, "acrossAccounts: true"));
    }

    [Fact]
    public async Task A_dry_run_tells_who_would_come_to_how_many_messages_and_needs_nothing_meant()
    {
        await GuestAsync();
        var primary = await CaseAsync("""accountId: "@account", openedById: "@contact" """, messages: 2);
        var duplicate = await CaseAsync("""accountId: "@otherAccount", openedById: "@guest" """, messages: 3);

        Assert.Equal(["@contact 3", "@guest 2"], await AudienceAsync("mergeCases", primary, duplicate));
    }

    [Fact]
    public async Task Contacts_of_two_accounts_become_one_only_when_that_is_meant()
    {
        await GuestAsync();
        var person = await world.NewAsync("Contact", """lastName: "At Acme", accountId: "@account" """);
        world.Know("person", JsonElement.Parse($$"""{"id":"{{person}}"}"""));
        await CaseAsync("""openedById: "@guest" """, messages: 2);

        Assert.Equal(["@person 2"], await AudienceAsync("mergeContacts", person, world["guest"]));
        Assert.Equal(Refused, await MergeAsync("mergeContacts", person, world["guest"], ""));
        Assert.Equal("done", await MergeAsync("mergeContacts", person, world["guest"], "acrossAccounts: true"));
    }

    [Fact]
    public async Task Accounts_that_both_have_cases_become_one_only_when_that_is_meant()
    {
        var (one, two) = (
            await world.NewAsync("Account", """name: "One" """),
            await world.NewAsync("Account", """name: "Two" """)
        );
        world.Know(
            "person",
            JsonElement.Parse(
                $$"""{"id":"{{await world.NewAsync("Contact", $"lastName: \"Of one\", accountId: \"{one}\"")}}"}"""
            )
        );
        await CaseAsync($"accountId: \"{two}\"", messages: 1);
        Assert.Equal(["@person 1"], await AudienceAsync("mergeAccounts", one, two));

        await CaseAsync($"accountId: \"{one}\"");

        Assert.Equal(Refused, await MergeAsync("mergeAccounts", one, two, ""));
        Assert.Equal("done", await MergeAsync("mergeAccounts", one, two, "acrossAccounts: true"));
    }

    /// <summary>@guest is a contact at the other account.</summary>
    private async Task GuestAsync() =>
        world.Know(
            "guest",
            JsonElement.Parse(
                $$"""{"id":"{{await world.NewAsync("Contact", """lastName: "Guest", accountId: "@otherAccount" """)}}"}"""
            )
        );

    private async Task<string> CaseAsync(string fields, int messages = 0)
    {
        var made = await world.NewCaseAsync(fields);
        for (var count = 0; count < messages; count++)
            await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Any"}""");
        return made.GetProperty("id").GetString()!;
    }

    private async Task<string> MergeAsync(string mutation, string primary, string duplicate, string more)
    {
        var merged = await world.RunAsync(
            mutation,
            $$"""{primaryId: "{{primary}}", duplicateIds: ["{{duplicate}}"], {{more}} }"""
        );
        return merged.Errors is [] ? "done" : string.Join("; ", merged.Errors);
    }

    private async Task<List<string>> AudienceAsync(string mutation, string primary, string duplicate)
    {
        var data = await world.ReadAsync(
            $$"""
            mutation { {{mutation}}(input: {primaryId: "{{primary}}", duplicateIds: ["{{duplicate}}"], dryRun: true}) {
              audience { contact { id } messages } audienceCount errors { ... on Error { message } } } }
            """
        );
        var payload = data.GetProperty(mutation);
        var audience = payload.GetProperty("audience").EnumerateArray().ToList();
        Assert.Equal(audience.Count, payload.GetProperty("audienceCount").GetInt32());
        return audience.ConvertAll(one => $"@{world.NameOf(one.GetProperty("contact"))} {one.GetProperty("messages")}");
    }
}
