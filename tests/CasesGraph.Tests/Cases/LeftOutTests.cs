using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

/// <summary>References that nothing new may have: to inactive users, deleted accounts, contacts and bugs.</summary>
public sealed class LeftOutTests : IAsyncLifetime
{
    private const string Everything = """
        accountId: "@account", assignedToId: "@user", openedById: "@contact", status: PENDING_INPUT,
        contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact"}], bugIds: ["@bug", "@otherBug"]
        """;

    private readonly SmallWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_copy_leaves_out_what_nothing_new_may_refer_to_and_tells()
    {
        await world.NewCaseAsync(Everything);
        await RetireAsync();

        var payload = await world.RunAsync("duplicateCase", """{id: "@case"}""");

        var copy = payload.Object("case");
        foreach (var field in new[] { "account", "assignedTo", "openedBy" })
            Assert.Equal("nothing", world.NameOf(copy.GetProperty(field)));
        Assert.Equal(["otherContact"], Names(copy.GetProperty("contacts").GetProperty("edges"), "node"));
        Assert.Equal(["otherBug"], Names(copy.GetProperty("bugs").GetProperty("nodes")));
        Assert.Equal(
            [
                "ACCOUNT account Account: Acme is deleted.",
                "ASSIGNED_TO user Assigned to: Maya Reed is not active.",
                "OPENED_BY contact Opened by: Ana Sousa is deleted.",
                "CONTACTS contact Contacts: Ana Sousa is deleted.",
                "BUGS bug Bugs: Crash is deleted.",
            ],
            [.. LeftOut(payload)]
        );
    }

    [Fact]
    public async Task What_is_replaced_or_not_wanted_is_not_told_and_what_the_caller_gives_is_checked()
    {
        await world.NewCaseAsync(Everything);
        await RetireAsync();

        var replaced = await world.RunAsync(
            "duplicateCase",
            """
            {id: "@case", contacts: false, bugs: false,
             overrides: {accountId: "@otherAccount", assignedToId: null, openedById: "@otherContact"} }
            """
        );
        var given = await world.RunAsync("duplicateCase", """{id: "@case", overrides: {assignedToId: "@user"} }""");

        Assert.Empty(LeftOut(replaced));
        Assert.Equal("otherAccount", world.NameOf(replaced.Object("case").GetProperty("account")));
        Assert.Equal(["input.overrides.assignedToId INACTIVE"], given.Errors);
    }

    [Theory]
    [InlineData("REJECT_EVERYTHING")]
    [InlineData("REJECT_FAILED_ROWS")]
    public async Task A_case_that_refers_to_it_already_is_unchanged_by_a_mass_update(string policy)
    {
        await world.NewCaseAsync(Everything);
        await RetireAsync();

        var payload = await world.RunAsync("massUpdateCases", Update("\"@case\"", policy));
        var linked = await world.RunAsync(
            "linkCaseContacts",
            """{caseId: "@case", contacts: [{contactId: "@contact", role: PRIMARY}]}"""
        );
        var bugs = await world.RunAsync("linkCaseBugs", """{caseId: "@case", bugIds: ["@bug"]}""");
        var updated = await world.RunAsync(
            "updateCase",
            """{id: "@case", assignedToId: "@user", accountId: "@account", openedById: "@contact"}"""
        );

        Assert.Equal((1, 0), (payload.Object("unchanged").GetInt32(), payload.Object("rejectedCount").GetInt32()));
        foreach (var same in new[] { payload, linked, bugs, updated })
            Assert.False(same.HasChangeSet);
        Assert.Equal(1, updated.Object("case").GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Other_cases_cannot_come_to_refer_to_it_by_a_mass_update()
    {
        await world.NewCaseAsync(Everything);
        var holding = world["case"];
        await world.NewCaseAsync();
        await RetireAsync();
        var both = $"\"{holding}\", \"@case\"";

        var everything = await world.RunAsync("massUpdateCases", Update(both, "REJECT_EVERYTHING"));
        var rows = await world.RunAsync("massUpdateCases", Update(both, "REJECT_FAILED_ROWS"));
        var none = await world.RunAsync("massUpdateCases", Update("\"@case\"", "REJECT_FAILED_ROWS"));

        string[] mistakes =
        [
            "input.set.assignedToId INACTIVE",
            "input.set.accountId RelatedObjectNotFoundError",
            "input.set.openedById RelatedObjectNotFoundError",
            "input.set.addContacts.0.contactId RelatedObjectNotFoundError",
            "input.set.addBugIds.0 RelatedObjectNotFoundError",
        ];
        Assert.Equal(mistakes, everything.Errors);
        Assert.Equal(mistakes, none.Errors);
        Assert.Equal((1, 1), (rows.Object("unchanged").GetInt32(), rows.Object("rejectedCount").GetInt32()));
        var version = await world.ReadAsync("""{ caseById(id: "@case") { version } }""");
        Assert.Equal(1, version.GetProperty("caseById").GetProperty("version").GetInt32());
    }

    private static string Update(string ids, string policy) =>
        $$"""
            {select: {ids: [{{ids}}]}, errorPolicy: {{policy}}, set: {accountId: "@account", assignedToId: "@user", openedById: "@contact",
             addContacts: [{contactId: "@contact", role: PRIMARY}], addBugIds: ["@bug"]} }
            """;

    private async Task RetireAsync()
    {
        await world.RunAsync("updateUser", """{id: "@user", active: false}""");
        await world.RunAsync("deleteAccounts", """{select: {ids: ["@account"]} }""");
        await world.RunAsync("deleteContacts", """{select: {ids: ["@contact"]} }""");
        await world.RunAsync("deleteBugs", """{select: {ids: ["@bug"]} }""");
    }

    private IEnumerable<string> LeftOut(Payload payload) =>
        payload
            .Object("leftOut")
            .EnumerateArray()
            .Select(one =>
                $"{one.GetProperty("field").GetString()} {world.NameOf(one.GetProperty("target"))} {one.GetProperty("reason").GetString()}"
            );

    private string[] Names(JsonElement list, string? below = null) =>
        [.. list.EnumerateArray().Select(one => world.NameOf(below is null ? one : one.GetProperty(below)))];
}
