using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

/// <summary>duplicateCase from the outside.</summary>
public sealed class DuplicatedCaseTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Everything = """
        description: "d", priority: HIGH, type: PRODUCT, resolution: "r", workLog: "w", status: PENDING_INPUT,
        accountId: "@account", assignedToId: "@user", openedById: "@contact",
        contacts: [{contactId: "@contact", role: PRIMARY}, {contactId: "@otherContact"}], bugIds: ["@bug"]
        """;

    private static readonly string[] Own =
    [
        "id",
        "number",
        "externalReference",
        "version",
        "createdAt",
        "updatedAt",
        "updates",
        .. Mutating.MessageFields.Split(' '),
        .. SettledTimes.All.Select(time => Naming.Camel(time.Property.Name)),
    ];

    [Fact]
    public async Task A_copy_has_the_fields_and_links_but_neither_conversation_nor_external_reference()
    {
        var original = await world.NewCaseAsync($"{Everything}, externalReference: \"copied\"");
        await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "To the customer"}""");

        var payload = await world.RunAsync("duplicateCase", """{id: "@case"}""");

        var copy = payload.Object("case");
        foreach (var field in original.EnumerateObject().Where(field => !Own.Contains(field.Name)))
            Assert.Equal(field.Value.GetRawText(), copy.GetProperty(field.Name).GetRawText());
        Assert.True(copy.GetProperty("number").GetInt64() > original.GetProperty("number").GetInt64());
        Assert.Equal(JsonValueKind.Null, copy.GetProperty("externalReference").ValueKind);
        Assert.Equal(JsonValueKind.Null, copy.GetProperty("firstResponseAt").ValueKind);
        Assert.Empty(copy.GetProperty("updates").GetProperty("nodes").EnumerateArray());
        Assert.Equal(1, copy.GetProperty("version").GetInt32());
        Assert.Equal("DUPLICATE", payload.Object("changeSet").GetProperty("action").GetString());
    }

    [Fact]
    public async Task Overrides_replace_values_and_null_clears()
    {
        await world.NewCaseAsync(Everything);

        var copy = (
            await world.RunAsync(
                "duplicateCase",
                """{id: "@case", contacts: false, bugs: false, overrides: {subject: "Again", description: null, assignedToId: "@otherUser"} }"""
            )
        ).Object("case");

        Assert.Equal("Again", copy.GetProperty("subject").GetString());
        Assert.Equal(JsonValueKind.Null, copy.GetProperty("description").ValueKind);
        Assert.Equal("otherUser", world.NameOf(copy.GetProperty("assignedTo")));
        Assert.Equal("r", copy.GetProperty("resolution").GetString());
        Assert.Empty(copy.GetProperty("contacts").GetProperty("edges").EnumerateArray());
        Assert.Empty(copy.GetProperty("bugs").GetProperty("nodes").EnumerateArray());
    }

    [Theory]
    [InlineData("", "NEW")]
    [InlineData("""assignedToId: "@user" """, "ASSIGNED")]
    [InlineData("""assignedToId: "@user", status: NEW""", "NEW")]
    [InlineData("status: CLOSED", "CLOSED")]
    public async Task A_copy_of_a_new_case_that_is_assigned_moves_on(string overrides, string status)
    {
        await world.NewCaseAsync();

        var copy = (await world.RunAsync("duplicateCase", $$"""{id: "@case", overrides: { {{overrides}} } }""")).Object(
            "case"
        );

        Assert.Equal(status, copy.GetProperty("status").GetString());
        Assert.Equal(status is "CLOSED", copy.GetProperty("closedAt").ValueKind is JsonValueKind.String);
    }

    [Fact]
    public async Task Files_of_the_case_are_copied_by_choice_and_share_their_content()
    {
        await world.NewCaseAsync();
        await AttachAsync("attachToCase", "{caseId: \"@case\", files: $files}");
        await AttachAsync(
            "addCaseUpdate",
            "{caseId: \"@case\", text: \"With a file\", internal: true, attachments: $files}"
        );

        const string selection = "case { attachments { nodes { fileName sha256 size caseUpdate { id } url } } }";
        var without = await CopyAsync("""{id: "@case"}""");
        var with = await CopyAsync("""{id: "@case", attachments: true}""");

        Assert.Empty(without);
        var file = Assert.Single(with);
        Assert.Equal(JsonValueKind.Null, file.GetProperty("caseUpdate").ValueKind);
        Assert.Equal("secret", await world.Server.Client.GetStringAsync(file.GetProperty("url").GetString()));

        async Task<List<JsonElement>> CopyAsync(string input)
        {
            var payload = await world.Server.Client.MutateAsync(
                "duplicateCase",
                input: null,
                world.Resolve(input),
                selection
            );
            return [.. payload.Object("case").GetProperty("attachments").GetProperty("nodes").EnumerateArray()];
        }
    }

    [Theory]
    [InlineData("""{id: "@unknownCase"}""", "CaseNotFoundError")]
    [InlineData("""{id: "@case", overrides: {subject: null} }""", "input.overrides.subject REQUIRED")]
    [InlineData("""{id: "@case", overrides: {subject: "a\nb"} }""", "input.overrides.subject INVALID_CHARACTER")]
    [InlineData(
        """{id: "@case", overrides: {assignedToId: "@inactiveUser"} }""",
        "input.overrides.assignedToId INACTIVE"
    )]
    [InlineData(
        """{id: "@case", overrides: {accountId: "@unknownAccount"} }""",
        "input.overrides.accountId RelatedObjectNotFoundError"
    )]
    [InlineData(
        """{id: "@case", overrides: {externalReference: "taken"} }""",
        "input.overrides.externalReference NOT_UNIQUE"
    )]
    public async Task Mistakes_name_the_field_and_no_copy_is_made(string input, string mistake)
    {
        var taken = await world.RunAsync("createCase", """{subject: "Holds it", externalReference: "taken"}""");
        Assert.True(taken.Errors is [] or ["input.externalReference NOT_UNIQUE"]);
        await world.NewCaseAsync();
        const string count = "{ cases(includeDeleted: true) { totalCount } }";
        var before = (await world.ReadAsync(count)).GetRawText();

        var payload = await world.RunAsync("duplicateCase", input);

        Assert.Equal([mistake], payload.Errors);
        Assert.Equal(before, (await world.ReadAsync(count)).GetRawText());
    }

    private async Task AttachAsync(string mutation, string input)
    {
        var query = world.Resolve(
            $$"""mutation ($files: [Upload!]!) { {{mutation}}(input: {{input}}) { errors { __typename } } }"""
        );
        var operations = JsonSerializer.Serialize(new { query, variables = new { files = new string?[1] } });
        using var body = new MultipartFormDataContent
        {
            { new StringContent(operations), "operations" },
            { new StringContent("""{"a": ["variables.files.0"]}"""), "map" },
            { new StringContent("secret"), "a", "one.txt" },
        };
        using var request = Uploading.Request(body);
        using var response = await world.Server.Client.SendAsync(request);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            JsonValueKind.Null,
            answer.GetProperty("data").GetProperty(mutation).GetProperty("errors").ValueKind
        );
    }
}
