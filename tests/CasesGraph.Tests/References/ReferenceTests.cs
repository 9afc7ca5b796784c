using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.References;

/// <summary>What inputs name by references instead of ids.</summary>
public sealed class ReferenceTests(NamedWorld named) : IClassFixture<NamedWorld>
{
    private const string Mistakes = """
        changeSet { id }
        errors { __typename ... on Error { message }
          ... on ValidationError { issues { field code candidates { id } } }
          ... on RelatedObjectNotFoundError { field id ref } }
        """;

    private readonly SmallWorld world = named.World;

    [Theory]
    [InlineData("accountRef: {id: \"@erpAccount\"}")]
    [InlineData("accountRef: {externalReference: \"ERP-1\"}")]
    [InlineData("accountRef: {name: \"sTRASSE E\\u0301clair\"}")]
    [InlineData("accountId: null, accountRef: {externalReference: \"ERP-1\"}")]
    public async Task An_account_is_named_by_each_of_its_handles(string reference)
    {
        var created = await world.NewCaseAsync(reference);
        var other = await world.NewCaseAsync();
        var number = other.GetProperty("number").GetInt64();
        var updated = (await world.RunAsync("updateCase", $"{{id: {number}, {reference}}}")).Case;

        Assert.Equal(world["erpAccount"], Id(created.GetProperty("account")));
        Assert.Equal(world["erpAccount"], Id(updated.GetProperty("account")));
        var cleared = (await world.RunAsync("updateCase", $"{{id: {number}, accountRef: null}}")).Case;
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("account").ValueKind);
    }

    [Fact]
    public async Task A_new_case_is_given_all_that_it_refers_to_by_references()
    {
        var bug = await NumberAsync("bugById", "otherBug");
        var created = await world.NewCaseAsync(
            $$"""
            assignedToRef: {userName: "MAYA"}, openedByRef: {email: "ANA@x.example"},
            contacts: [{contactRef: {externalReference: "C-1"}, role: PRIMARY}, {contactId: "@otherContact"}],
            bugRefs: [{externalReference: "B-1"}, {number: {{bug}} }, {id: {{bug}} }],
            firstMessage: {text: "Help", fromContactRef: {email: "ana@X.example"} }
            """
        );

        Assert.Equal(world["user"], Id(created.GetProperty("assignedTo")));
        Assert.Equal(world["ana"], Id(created.GetProperty("openedBy")));
        var contacts = created.GetProperty("contacts").GetProperty("edges").EnumerateArray();
        Assert.Equal(
            [$"PRIMARY {world["ana"]}", $"OTHER {world["otherContact"]}"],
            contacts.Select(edge => $"{edge.GetProperty("role").GetString()} {Id(edge.GetProperty("node"))}"),
            StringComparer.Ordinal
        );
        var bugs = created.GetProperty("bugs").GetProperty("nodes").EnumerateArray().Select(Id);
        Assert.Equal([world["namedBug"], world["otherBug"]], bugs, StringComparer.Ordinal);
        Assert.Equal(
            "INCOMING",
            created.GetProperty("updates").GetProperty("nodes")[0].GetProperty("direction").GetString()
        );
    }

    [Theory]
    [InlineData("accountId: \"@account\", accountRef: {id: \"@account\"}", "input.accountRef CONFLICT")]
    [InlineData("bugIds: [], bugRefs: []", "input.bugRefs CONFLICT")]
    [InlineData("accountRef: {name: \"acme\"}", "input.accountRef.name AMBIGUOUS")]
    [InlineData("accountRef: {name: \"\"}", "input.accountRef RelatedObjectNotFoundError")]
    [InlineData("accountRef: {name: \"a\\u0007\"}", "input.accountRef RelatedObjectNotFoundError")]
    [InlineData("accountRef: {externalReference: \"erp-1\"}", "input.accountRef RelatedObjectNotFoundError")]
    [InlineData("accountRef: {id: \"@deletedAccount\"}", "input.accountRef RelatedObjectNotFoundError")]
    [InlineData("accountRef: {id: \"@bug\"}", "input.accountRef.id INVALID_ID")]
    [InlineData("openedByRef: {email: \"gone@x.example\"}", "input.openedByRef RelatedObjectNotFoundError")]
    [InlineData("assignedToRef: {userName: \"OLD\"}", "input.assignedToRef INACTIVE")]
    [InlineData("assignedToRef: {email: \"nobody\"}", "input.assignedToRef RelatedObjectNotFoundError")]
    [InlineData("contacts: [{role: OTHER}]", "input.contacts.0.contactId REQUIRED")]
    [InlineData(
        "contacts: [{contactId: \"@ana\"}, {contactRef: {email: \"ana@x.example\"}}]",
        "input.contacts.1.contactRef CONFLICT"
    )]
    [InlineData(
        "bugRefs: [{number: 0}, {externalReference: \"B-1\"}, {number: 999999}]",
        "input.bugRefs.0 RelatedObjectNotFoundError",
        "input.bugRefs.2 RelatedObjectNotFoundError"
    )]
    [InlineData(
        "firstMessage: {text: \"a\", internal: true, fromContactRef: {externalReference: \"C-1\"}}",
        "input.firstMessage.fromContactRef CONFLICT"
    )]
    public async Task Each_mistake_is_told_where_it_was_made_and_nothing_is_written(
        string fields,
        params string[] mistakes
    )
    {
        var before = await world.Server.Database.CountChangeSetsAsync();
        var input = $"{{subject: \"A\", {fields}}}";

        Assert.Equal(
            mistakes,
            (await world.RunAsync("createCase", input)).Errors.Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal(before, await world.Server.Database.CountChangeSetsAsync());
    }

    [Fact]
    public async Task Several_that_fit_and_a_reference_that_names_nothing_are_told_also_to_a_repetition()
    {
        const string input = """
            {subject: "A", accountRef: {name: "ACME"}, openedByRef: {email: "None@x.example"},
             assignedToRef: {id: "@unknownUser"}}
            """;
        var document = $"mutation {{ createCase(input: {world.Resolve(input)}) {{ {Mistakes} }} }}";
        foreach (var _ in new[] { 1, 2 })
        {
            var errors = (await world.Server.Client.SendKeyedAsync("references", document))
                .Field()
                .GetProperty("errors");
            var issue = errors[0].GetProperty("issues")[0];
            Assert.Equal(
                [world["account"], world["otherAccount"]],
                issue.GetProperty("candidates").EnumerateArray().Select(Id),
                StringComparer.Ordinal
            );
            var nothing = errors[1];
            Assert.Equal("{\"email\":\"None@x.example\"}", nothing.GetProperty("ref").GetRawText());
            Assert.Equal(JsonValueKind.Null, nothing.GetProperty("id").ValueKind);
            Assert.Equal(world["unknownUser"], errors[2].GetProperty("id").GetString());
            Assert.Equal("id", errors[2].GetProperty("ref").EnumerateObject().Single().Name);
        }
    }

    [Fact]
    public async Task Of_those_that_share_an_address_the_one_in_use_is_meant()
    {
        await world.RunAsync("createContact", """{lastName: "New", email: "GONE@x.example"}""");
        var found = await world.NewCaseAsync("""openedByRef: {email: "gone@x.example"}""");

        Assert.NotEqual(world["gone"], Id(found.GetProperty("openedBy")), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(
        "addCaseUpdate",
        "caseRef: {externalReference: \"{0}\"}, text: \"a\", fromContactRef: {email: \"ANA@X.EXAMPLE\"}"
    )]
    [InlineData(
        "addCaseUpdate",
        "caseRef: {externalReference: \"{0}\"}, text: \"a\", set: {assignedToRef: {userName: \"noa\"}}"
    )]
    [InlineData("linkCaseBugs", "caseRef: {number: #}, bugRefs: [{externalReference: \"B-1\"}]")]
    [InlineData("unlinkCaseBugs", "caseRef: {id: #}, bugRefs: [{externalReference: \"B-1\"}]")]
    [InlineData("linkCaseContacts", "caseRef: {number: #}, contacts: [{contactRef: {externalReference: \"C-1\"}}]")]
    [InlineData("unlinkCaseContacts", "caseRef: {number: #}, contactRefs: [{externalReference: \"C-1\"}]")]
    [InlineData(
        "massUpdateCases",
        "select: {ids: [#]}, set: {accountRef: {externalReference: \"ERP-1\"}, addBugRefs: [{externalReference: \"B-1\"}]}"
    )]
    [InlineData("createContact", "lastName: \"A\", accountRef: {externalReference: \"ERP-1\"}")]
    [InlineData("createBug", "subject: \"A\", assignedToRef: {userName: \"Maya\"}")]
    [InlineData(
        "updateAccount",
        "id: \"@account\", parentRef: {externalReference: \"ERP-1\"}, assignedToRef: {userName: \"Maya\"}"
    )]
    [InlineData("duplicateCase", "id: #, overrides: {accountRef: {externalReference: \"ERP-1\"}}")]
    public async Task Wherever_an_id_stands_a_reference_can_stand(string mutation, string input)
    {
        var reference = $"REF {Guid.NewGuid()}";
        var number = (await world.NewCaseAsync($"externalReference: \"{reference}\"")).GetProperty("number").GetInt64();
        var given = input
            .Replace("{0}", reference, StringComparison.Ordinal)
            .Replace("#", $"{number}", StringComparison.Ordinal);

        Assert.Empty((await world.RunAsync(mutation, $"{{{given}}}")).Errors);
        var nothing = given
            .Replace("-1", "-0", StringComparison.Ordinal)
            .Replace("REF", "NO", StringComparison.Ordinal);
        if (!string.Equals(nothing, given, StringComparison.Ordinal))
            Assert.EndsWith(
                "RelatedObjectNotFoundError",
                (await world.RunAsync(mutation, $"{{{nothing}}}")).Errors[0],
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task Cases_are_merged_and_unmerged_by_references_and_a_merged_one_points_to_its_survivor()
    {
        var survivor = (await world.NewCaseAsync("externalReference: \"M-1\"")).GetProperty("number").GetInt64();
        await world.NewCaseAsync("externalReference: \"M-2\", description: \"d\"");
        const string merge = """
            {primaryRef: {externalReference: "M-1"}, duplicateRefs: [{externalReference: "M-2"}],
             choices: [{field: DESCRIPTION, fromCaseRef: {externalReference: "M-2"}}]}
            """;

        var merged = (await world.RunAsync("mergeCases", merge)).Case;
        var refused = await world.RunAsync("addCaseUpdate", "{caseRef: {externalReference: \"M-2\"}, text: \"a\"}");
        var back = await world.RunAsync("unmergeCase", "{caseRef: {externalReference: \"M-2\"}}");

        Assert.Equal(
            (survivor, "d"),
            (merged.GetProperty("number").GetInt64(), merged.GetProperty("description").GetString())
        );
        Assert.Equal(["CaseMergedError"], refused.Errors);
        Assert.Empty(back.Errors);
    }

    private async Task<long> NumberAsync(string field, string name) =>
        (await world.ReadAsync($"{{ {field}(id: \"@{name}\") {{ number }} }}"))
            .GetProperty(field)
            .GetProperty("number")
            .GetInt64();

    private static string Id(JsonElement node) => node.GetProperty("id").GetString()!;
}
