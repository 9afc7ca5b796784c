using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Operations;

/// <summary>A text of nothing that can be seen is no text: null where there need not be one, a mistake where there must.</summary>
public sealed class BlankTextTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    /// <summary>Blanks, and what is drawn as nothing, each in one JSON text.</summary>
    private static readonly string[] Unseen =
    [
        "",
        " \\t",
        "\\u3000\\u2028",
        "\\u200b\\u2060",
        "\\u00ad",
        "\\ufeff",
        "\\ufe0f\\u180b",
        "\\u3164",
        "\\u115f\\u1160",
        "\\uffa0",
        "\\u2800",
        "\\u200e\\u202e\\u2069",
        "\\udb40\\udc41\\udb40\\udd00",
        "\\u034f\\u061c",
    ];

    private static readonly string[] Creations =
    [
        "createCase",
        "createAccount",
        "createContact",
        "createBug",
        "createUser",
    ];

    public static TheoryData<string> All => [.. Unseen];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_required_text_that_shows_nothing_is_missing(string unseen)
    {
        string[] expected =
        [
            "createCase input.subject REQUIRED",
            "createBug input.subject REQUIRED",
            "createAccount input.name REQUIRED",
            "createContact input.lastName REQUIRED",
            "createUser input.userName REQUIRED",
            "createUser input.fullName REQUIRED",
            "updateCase input.subject REQUIRED",
            "addCaseUpdate input.text REQUIRED",
            "duplicateCase input.overrides.subject REQUIRED",
        ];
        await world.NewCaseAsync();
        (string Mutation, string Input)[] writes =
        [
            ("createCase", "subject: @"),
            ("createBug", "subject: @"),
            ("createAccount", "name: @"),
            ("createContact", "lastName: @"),
            ("createUser", "userName: @, fullName: @"),
            ("updateCase", "id: \"@case\", subject: @"),
            ("addCaseUpdate", "caseId: \"@case\", text: @"),
            ("duplicateCase", "id: \"@case\", overrides: {subject: @}"),
        ];

        var mistakes = new List<string>();
        foreach (var (mutation, input) in writes)
        {
            var payload = await world.RunAsync(mutation, $"{{{WithText(input, unseen)}}}");
            mistakes.AddRange(payload.Errors.Select(mistake => $"{mutation} {mistake}"));
        }

        Assert.Equal(expected, mistakes.ToArray());
    }

    /// <summary>Which texts there are, the schema says: those of the inputs that create and update.</summary>
    [Fact]
    public async Task An_optional_text_that_shows_nothing_is_null_in_every_input()
    {
        foreach (var creation in Creations)
        {
            var kind = creation["create".Length..];
            var texts = await OptionalTextsAsync($"Create{kind}Input");
            var selection = $"{char.ToLowerInvariant(kind[0])}{kind[1..]}";
            Assert.NotEmpty(texts);
            var given = string.Join(", ", texts.Select((name, at) => $"{name}: \"{Unseen[at % Unseen.Length]}\""));
            var read = $"{selection} {{ id {string.Join(' ', texts)} }}";

            var created = await RunAsync(creation, $"{{{Required(kind)}, {given}}}", read);
            var filled = string.Join(", ", texts.Select(name => $"{name}: \"filled\""));
            var id = created.GetProperty(selection).GetProperty("id").GetString();
            await RunAsync($"update{kind}", $"{{id: \"{id}\", {filled}}}", read);
            var cleared = await RunAsync($"update{kind}", $"{{id: \"{id}\", {given}}}", read);

            foreach (var payload in new[] { created, cleared })
                Assert.All(texts, name => Assert.Equal(JsonValueKind.Null, Field(payload, name)));

            JsonValueKind Field(JsonElement payload, string name) =>
                payload.GetProperty(selection).GetProperty(name).ValueKind;
        }
    }

    [Fact]
    public async Task Blank_texts_are_equal_to_nothing_and_to_no_other()
    {
        var first = await world.NewCaseAsync("""externalReference: "", description: " " """);
        var second = await world.NewCaseAsync("""externalReference: "\u200b" """);
        var contact = (await world.RunAsync("createContact", """{firstName: "", lastName: "Solo"}""")).Object(
            "contact"
        );
        var found = await world.ReadAsync(
            $$"""{ cases(where: {description: {eq: null}, number: {gte: {{first.GetProperty("number")}} } }) { nodes { number } } }"""
        );

        Assert.Equal("Solo", contact.GetProperty("fullName").GetString());
        Assert.Equal(
            new[] { first, second }.Select(one => one.GetProperty("number").GetInt64()).Order(),
            found
                .GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(one => one.GetProperty("number").GetInt64())
                .Order()
        );
    }

    [Fact]
    public async Task Reasons_patches_and_copies_have_no_blank_texts_either()
    {
        await world.NewCaseAsync("""resolution: "r", workLog: "w" """);

        var copy = await world.RunAsync(
            "duplicateCase",
            """{id: "@case", reason: "\u2800", overrides: {workLog: "", externalReference: " "} }"""
        );
        var patch = await world.RunAsync(
            "massUpdateCases",
            """{select: {ids: ["@case"]}, set: {resolution: "\u00ad"}, reason: " "}"""
        );

        Assert.Equal(JsonValueKind.Null, copy.Object("case").GetProperty("workLog").ValueKind);
        Assert.Equal(JsonValueKind.Null, copy.Object("case").GetProperty("externalReference").ValueKind);
        foreach (var payload in new[] { copy, patch })
            Assert.Equal(JsonValueKind.Null, payload.Object("changeSet").GetProperty("reason").ValueKind);
        var now = await world.ReadAsync("""{ caseById(id: "@case") { resolution } }""");
        Assert.Equal(JsonValueKind.Null, now.GetProperty("caseById").GetProperty("resolution").ValueKind);
    }

    [Fact]
    public async Task A_tab_in_a_line_stays_a_tab_and_the_text_around_it_as_it_is()
    {
        var created = await world.NewCaseAsync("""externalReference: " A\t1 " """);
        var named = await world.RunAsync("createAccount", """{name: "North\tSouth"}""");

        Assert.Equal(" A\t1 ", created.GetProperty("externalReference").GetString());
        Assert.Equal("North\tSouth", named.Object("account").GetProperty("name").GetString());
    }

    private static string Required(string kind) =>
        kind switch
        {
            "Account" => "name: \"n\"",
            "Contact" => "lastName: \"n\"",
            "User" => "userName: \"blank\", fullName: \"n\"",
            _ => "subject: \"n\"",
        };

    private static string WithText(string input, string text) =>
        input.Replace(": @", $": \"{text}\"", StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> OptionalTextsAsync(string input)
    {
        var data = await world.ReadAsync($$"""{ __type(name: "{{input}}") { inputFields { name type { name } } } }""");
        return
        [
            .. data.GetProperty("__type")
                .GetProperty("inputFields")
                .EnumerateArray()
                .Where(field => field.GetProperty("type").GetProperty("name").GetString() is "String")
                .Select(field => field.GetProperty("name").GetString()!)
                .Where(name => name is not ("reason" or "statusDetail")),
        ];
    }

    private async Task<JsonElement> RunAsync(string mutation, string input, string selection)
    {
        var payload = await world.Server.Client.MutateAsync(mutation, input: null, world.Resolve(input), selection);
        Assert.Empty(payload.Errors);
        return payload.Data;
    }
}
