using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases.Links;

/// <summary>linkCaseContacts, unlinkCaseContacts, linkCaseBugs and unlinkCaseBugs from the outside.</summary>
public sealed class CaseLinksTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task Linking_adds_contacts_and_gives_the_linked_another_role()
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        var linked = await world.RunAsync(
            "linkCaseContacts",
            """{caseId: "@case", contacts: [{contactId: "@otherContact", role: PRIMARY}, {contactId: "@contact", role: OTHER}]}"""
        );

        Assert.Equal(["OTHER contact", "PRIMARY otherContact"], ContactsOf(linked.Object("case")));
        Assert.Equal(2, linked.Case.GetProperty("version").GetInt32());
        Assert.Equal("LINK", linked.Object("changeSet").GetProperty("action").GetString());
        Assert.Equal(
            ["CONTACTS @contact PRIMARY -> @contact OTHER", "CONTACTS nothing -> @otherContact PRIMARY"],
            await LastChangeAsync()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(", role: null")]
    public async Task A_contact_linked_without_a_role_is_OTHER_when_new_and_keeps_its_role_when_there(string role)
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");
        var links = $$"""[{contactId: "@contact"{{role}}}, {contactId: "@otherContact"{{role}}}]""";

        var linked = await world.RunAsync("linkCaseContacts", $$"""{caseId: "@case", contacts: {{links}}}""");
        var again = await world.RunAsync("linkCaseContacts", $$"""{caseId: "@case", contacts: {{links}}}""");
        var created = await world.RunAsync("createCase", $$"""{subject: "New", contacts: {{links}}}""");

        Assert.Equal(["OTHER otherContact", "PRIMARY contact"], ContactsOf(linked.Object("case")));
        Assert.False(again.HasChangeSet);
        Assert.Equal(["CONTACTS nothing -> @otherContact OTHER"], await LastChangeAsync());
        Assert.Equal(["OTHER contact", "OTHER otherContact"], ContactsOf(created.Object("case")));
    }

    [Fact]
    public async Task A_contact_linked_without_a_role_does_not_make_room_for_another_primary_one()
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        var linked = await world.RunAsync(
            "linkCaseContacts",
            """{caseId: "@case", contacts: [{contactId: "@contact"}, {contactId: "@otherContact", role: PRIMARY}]}"""
        );

        Assert.Equal(["input.contacts.1.role SECOND_PRIMARY"], linked.Errors);
    }

    [Fact]
    public async Task Unlinking_takes_what_is_linked_and_leaves_the_rest()
    {
        await world.NewCaseAsync(
            """contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact"}], bugIds: ["@bug", "@otherBug"]"""
        );

        var contacts = await world.RunAsync(
            "unlinkCaseContacts",
            """{caseId: "@case", contactIds: ["@contact", "@unknownContact"], reason: "left the firm"}"""
        );
        var bugs = await world.RunAsync("unlinkCaseBugs", """{caseId: "@case", bugIds: ["@bug"]}""");

        Assert.Equal(["OTHER otherContact"], ContactsOf(contacts.Object("case")));
        Assert.Equal("left the firm", contacts.Object("changeSet").GetProperty("reason").GetString());
        Assert.Equal(["otherBug"], BugsOf(bugs.Object("case")));
        Assert.Equal("UNLINK", bugs.Object("changeSet").GetProperty("action").GetString());
        Assert.Equal(["BUGS @bug -> nothing"], await LastChangeAsync());
    }

    [Theory]
    [InlineData("linkCaseContacts", """contacts: [{contactId: "@contact", role: PRIMARY}]""")]
    [InlineData("linkCaseContacts", "contacts: []")]
    [InlineData("unlinkCaseContacts", """contactIds: ["@otherContact"]""")]
    [InlineData("linkCaseBugs", """bugIds: ["@bug", "@bug"]""")]
    [InlineData("unlinkCaseBugs", """bugIds: ["@otherBug"]""")]
    public async Task Linking_what_is_linked_and_unlinking_what_is_not_changes_nothing(string mutation, string input)
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]""");

        var payload = await world.RunAsync(mutation, $$"""{caseId: "@case", {{input}}}""");

        Assert.Equal(1, payload.Object("case").GetProperty("version").GetInt32());
        Assert.False(payload.HasChangeSet);
    }

    [Theory]
    [InlineData(
        "linkCaseContacts",
        """contacts: [{contactId: "@unknownContact"}, {contactId: "@deletedContact"}]""",
        "input.contacts.0.contactId RelatedObjectNotFoundError",
        "input.contacts.1.contactId RelatedObjectNotFoundError"
    )]
    [InlineData(
        "linkCaseContacts",
        """contacts: [{contactId: "@contact"}, {contactId: "@contact"}]""",
        "input.contacts.1.contactId CONFLICT"
    )]
    [InlineData(
        "linkCaseContacts",
        """contacts: [{contactId: "@otherContact", role: OTHER}, {contactId: "@thirdContact", role: PRIMARY}]""",
        "input.contacts.1.contactId INVALID_ID"
    )]
    [InlineData(
        "linkCaseContacts",
        """contacts: [{contactId: "@otherContact", role: PRIMARY}]""",
        "input.contacts.0.role SECOND_PRIMARY"
    )]
    [InlineData("linkCaseBugs", """bugIds: ["@unknownBug"]""", "input.bugIds.0 RelatedObjectNotFoundError")]
    [InlineData("unlinkCaseBugs", """bugIds: ["@contact"]""", "input.bugIds.0 INVALID_ID")]
    public async Task Mistakes_name_the_field_and_nothing_is_written(
        string mutation,
        string input,
        params string[] mistakes
    )
    {
        await world.NewCaseAsync("""contacts: [{contactId: "@contact", role: PRIMARY}]""");

        var payload = await world.RunAsync(mutation, $$"""{caseId: "@case", {{input}}}""");

        Assert.Equal(mistakes, payload.Errors);
        var stored = await world.ReadAsync("""{ caseById(id: "@case") { version } }""");
        Assert.Equal(1, stored.GetProperty("caseById").GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("linkCaseContacts", "contacts: []")]
    [InlineData("unlinkCaseContacts", "contactIds: []")]
    [InlineData("linkCaseBugs", "bugIds: []")]
    [InlineData("unlinkCaseBugs", "bugIds: []")]
    public async Task Only_a_case_in_use_can_be_linked(string mutation, string input)
    {
        await world.NewCaseAsync();
        await world.RunAsync("deleteCases", """{select: {ids: ["@case"]} }""");

        var deleted = await world.RunAsync(mutation, $$"""{caseId: "@case", {{input}}}""");
        var unknown = await world.RunAsync(mutation, $$"""{caseId: "@unknownCase", {{input}}}""");

        Assert.Equal(["CaseDeletedError"], deleted.Errors);
        Assert.Equal(["CaseNotFoundError"], unknown.Errors);
    }

    private async Task<List<string>> LastChangeAsync()
    {
        var data = await world.ReadAsync(
            """{ caseById(id: "@case") { changes(last: 1) { nodes { fields { field before after } } } } }"""
        );
        var change = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0];
        return
        [
            .. change
                .GetProperty("fields")
                .EnumerateArray()
                .Select(field =>
                    $"{field.GetProperty("field").GetString()} {Link(field, "before")} -> {Link(field, "after")}"
                )
                .Order(StringComparer.Ordinal),
        ];

        string Link(JsonElement field, string side)
        {
            var value = field.GetProperty(side);
            if (value.ValueKind is JsonValueKind.Null)
                return "nothing";
            var role = value.TryGetProperty("role", out var given) ? $" {given.GetString()}" : "";
            return $"@{world.NameOf(value)}{role}";
        }
    }

    private List<string> ContactsOf(JsonElement @case) =>
        [
            .. @case
                .GetProperty("contacts")
                .GetProperty("edges")
                .EnumerateArray()
                .Select(edge => $"{edge.GetProperty("role").GetString()} {world.NameOf(edge.GetProperty("node"))}")
                .Order(StringComparer.Ordinal),
        ];

    private List<string> BugsOf(JsonElement @case) =>
        [.. @case.GetProperty("bugs").GetProperty("nodes").EnumerateArray().Select(world.NameOf)];
}
