using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

/// <summary>createCase from the outside.</summary>
public sealed class NewCaseTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("", "NEW", false)]
    [InlineData("status: null, priority: null, accountId: null, contacts: null, bugIds: null", "NEW", false)]
    [InlineData("""assignedToId: "@user" """, "ASSIGNED", false)]
    [InlineData("""assignedToId: "@user", status: NEW""", "NEW", false)]
    [InlineData("status: PENDING_INPUT", "PENDING_INPUT", false)]
    [InlineData("""status: REJECTED, assignedToId: "@user" """, "REJECTED", true)]
    public async Task A_new_case_is_new_or_assigned_unless_a_status_is_given(string given, string status, bool closed)
    {
        var created = await world.NewCaseAsync(given);

        Assert.Equal(status, created.GetProperty("status").GetString());
        Assert.Equal(closed ? "CLOSED" : "OPEN", created.GetProperty("state").GetString());
        Assert.Equal(closed, created.GetProperty("closedAt").GetString() is not null);
        Assert.Equal("MEDIUM", created.GetProperty("priority").GetString());
        Assert.Equal("API", created.GetProperty("source").GetString());
        Assert.Equal(1, created.GetProperty("version").GetInt32());
        Assert.Equal(created.GetProperty("createdAt").GetString(), created.GetProperty("updatedAt").GetString());
    }

    [Fact]
    public async Task A_new_case_has_every_value_and_link_that_was_given()
    {
        var created = await world.NewCaseAsync(
            """
            description: "  # As\n\twritten  ", priority: HIGH, type: PRODUCT, resolution: "r", workLog: "w",
            externalReference: "x-1", accountId: "@account", openedById: "@contact",
            contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact", role: null}],
            bugIds: ["@bug", 2, "1"]
            """
        );

        var stored = (await world.ReadAsync($$"""{ caseById(id: "@case") { {{Mutating.CaseFields}} } }""")).GetProperty(
            "caseById"
        );
        Assert.Equal(created.GetRawText(), stored.GetRawText());
        Assert.Equal("  # As\n\twritten  ", stored.GetProperty("description").GetString());
        Assert.Equal("account", world.NameOf(stored.GetProperty("account")));
        Assert.Equal("contact", world.NameOf(stored.GetProperty("openedBy")));
        Assert.Equal(["PRIMARY contact", "OTHER otherContact"], Linked(stored));
        Assert.Equal(
            ["otherBug", "bug"],
            [.. stored.GetProperty("bugs").GetProperty("nodes").EnumerateArray().Select(world.NameOf)]
        );
    }

    [Theory]
    [InlineData("""{subject: ""}""", "input.subject REQUIRED")]
    [InlineData("""{subject: " \u3000"}""", "input.subject REQUIRED")]
    [InlineData("""{subject: "a\nb"}""", "input.subject INVALID_CHARACTER")]
    [InlineData("""{subject: "a", description: "\u0000"}""", "input.description INVALID_CHARACTER")]
    [InlineData("""{subject: "a", externalReference: "a\u0000"}""", "input.externalReference INVALID_CHARACTER")]
    [InlineData("""{subject: "a", accountId: "x"}""", "input.accountId INVALID_ID")]
    [InlineData("""{subject: "a", accountId: "@contact"}""", "input.accountId INVALID_ID")]
    [InlineData("""{subject: "a", accountId: "@unknownAccount"}""", "input.accountId RelatedObjectNotFoundError")]
    [InlineData("""{subject: "a", accountId: "@deletedAccount"}""", "input.accountId RelatedObjectNotFoundError")]
    [InlineData("""{subject: "a", openedById: "@deletedContact"}""", "input.openedById RelatedObjectNotFoundError")]
    [InlineData("""{subject: "a", assignedToId: "@unknownUser"}""", "input.assignedToId RelatedObjectNotFoundError")]
    [InlineData("""{subject: "a", assignedToId: "@inactiveUser"}""", "input.assignedToId INACTIVE")]
    [InlineData(
        """{subject: "a", bugIds: ["@bug", "@deletedBug", "x", 99]}""",
        "input.bugIds.2 INVALID_ID",
        "input.bugIds.1 RelatedObjectNotFoundError",
        "input.bugIds.3 RelatedObjectNotFoundError"
    )]
    [InlineData(
        """
            {subject: "a", contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact", role: PRIMARY},
            {contactId: "@contact"}, {contactId: "@deletedContact"}]}
            """,
        "input.contacts.1.role SECOND_PRIMARY",
        "input.contacts.2.contactId CONFLICT",
        "input.contacts.3.contactId RelatedObjectNotFoundError"
    )]
    [InlineData(
        """{subject: " ", workLog: "\u0007", assignedToId: "@inactiveUser", openedById: "y", accountId: "@unknownAccount"}""",
        "input.openedById INVALID_ID",
        "input.subject REQUIRED",
        "input.workLog INVALID_CHARACTER",
        "input.assignedToId INACTIVE",
        "input.accountId RelatedObjectNotFoundError"
    )]
    public async Task All_mistakes_are_told_at_once_and_nothing_is_written(string input, params string[] errors)
    {
        var before = await world.Server.Database.CountChangeSetsAsync();

        var payload = await world.RunAsync("createCase", input);

        Assert.Equal(errors, payload.Errors);
        Assert.Equal(JsonValueKind.Null, payload.Case.ValueKind);
        Assert.False(payload.HasChangeSet);
        Assert.Equal(before, await world.Server.Database.CountChangeSetsAsync());
    }

    [Theory]
    [InlineData("subject", "x", 255)]
    [InlineData("subject", "😀", 255)]
    [InlineData("externalReference", "é", 255)]
    [InlineData("resolution", "日", 100_000)]
    [InlineData("reason", "😀", 1000)]
    public async Task Length_counts_code_points(string field, string character, int longest)
    {
        var fits = await CreateAsync(field, Repeat(longest));
        var tooLong = await CreateAsync(field, Repeat(longest + 1));

        Assert.Empty(fits.Errors);
        Assert.Equal([$"input.{field} TOO_LONG"], tooLong.Errors);

        string Repeat(int count) => string.Concat(Enumerable.Repeat(character, count));
    }

    [Fact]
    public async Task An_external_reference_belongs_to_one_case_even_a_deleted_one()
    {
        await world.NewCaseAsync("""externalReference: "R-7" """);
        var first = world["case"];
        await world.NewCaseAsync("""externalReference: "r-7" """);
        await world.RunAsync("deleteCases", $$"""{select: {ids: ["{{first}}"] } }""");

        var created = await world.RunAsync("createCase", """{subject: "a", externalReference: "R-7"}""");
        var updated = await world.RunAsync("updateCase", """{id: "@case", externalReference: "R-7"}""");
        var same = await world.RunAsync("updateCase", """{id: "@case", externalReference: "r-7"}""");

        Assert.Equal(["input.externalReference NOT_UNIQUE"], created.Errors);
        Assert.Equal(["input.externalReference NOT_UNIQUE"], updated.Errors);
        Assert.Empty(same.Errors);
    }

    private Task<Payload> CreateAsync(string field, string value)
    {
        var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = "Any" };
        input[field] = value;
        return world.Server.Client.MutateAsync("createCase", input);
    }

    private IReadOnlyList<string> Linked(JsonElement @case) =>
        [
            .. @case
                .GetProperty("contacts")
                .GetProperty("edges")
                .EnumerateArray()
                .Select(edge => $"{edge.GetProperty("role").GetString()} {world.NameOf(edge.GetProperty("node"))}"),
        ];
}
