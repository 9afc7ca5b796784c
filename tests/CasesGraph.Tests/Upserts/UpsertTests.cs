using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.References;

namespace CasesGraph.Tests.Upserts;

/// <summary>One call for what may be there already.</summary>
public sealed class UpsertTests(NamedWorld named) : IClassFixture<NamedWorld>
{
    private readonly SmallWorld world = named.World;

    [Theory]
    [InlineData(
        "Case",
        "externalReference: \"U-1\"",
        "subject: \"A\", tags: [\"new\"]",
        "subject: \"B\", addTags: [\"b\"]"
    )]
    [InlineData("Account", "externalReference: \"U-1\"", "name: \"A\"", "name: \"B\"")]
    [InlineData("Account", "name: \"Only a name\"", null, "website: \"b.example\"")]
    [InlineData("Contact", "email: \"Upserted@x.example\"", "lastName: \"A\"", "title: \"Head\"")]
    [InlineData("Contact", "externalReference: \"U-1\"", "lastName: \"A\"", "firstName: \"B\"")]
    [InlineData("Bug", "externalReference: \"U-1\"", "subject: \"A\"", "subject: \"B\"")]
    [InlineData("User", "userName: \"upserted\"", "userName: \"UpSerted\", fullName: \"A\"", "fullName: \"B\"")]
    [InlineData("User", "email: \"u1@x.example\"", "userName: \"u1\", fullName: \"A\"", "fullName: \"B\"")]
    public async Task What_is_not_there_is_created_then_changed_then_left(
        string kind,
        string match,
        string? create,
        string update
    )
    {
        var input =
            $"{{match: {{{match}}}, {(create is null ? "" : $"create: {{{create}}},")} update: {{{update}}}, reason: \"Sync\"}}";

        var answers = new List<Payload>();
        for (var time = 0; time < 3; time++)
            answers.Add(await world.RunAsync($"upsert{kind}", input));

        Assert.Equal(
            ["CREATED", "UPDATED", "UNCHANGED"],
            answers.Select(one => one.Object("outcome").GetString()),
            StringComparer.Ordinal
        );
        Assert.Equal([1, 2, 2], answers.Select(one => Of(one, kind).GetProperty("version").GetInt32()));
        Assert.Single(
            answers.Select(one => Of(one, kind).GetProperty("id").GetString()).Distinct(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["CREATE Sync", "UPDATE Sync", ""],
            answers.Select(one =>
                one.HasChangeSet
                    ? $"{one.Data.GetProperty("changeSet").GetProperty("action")} {one.Data.GetProperty("changeSet").GetProperty("reason")}"
                    : ""
            ),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("Account", "match: {externalReference: \"\"}", "input.match.externalReference REQUIRED")]
    [InlineData("Account", "match: {externalReference: \"U-9\"}", "input.create.name REQUIRED")]
    [InlineData("Account", "match: {name: \"a\\u0007\"}", "input.match.name INVALID_CHARACTER")]
    [InlineData("Account", "match: {name: \"acme\"}", "input.match.name AMBIGUOUS")]
    [InlineData(
        "Account",
        "match: {externalReference: \"U-9\"}, create: {name: \"A\", externalReference: \"U-8\"}",
        "input.create.externalReference CONFLICT"
    )]
    [InlineData(
        "Account",
        "match: {externalReference: \"U-9\"}, create: {name: \"A\\u0007\", assignedToId: \"@inactiveUser\"}",
        "input.create.assignedToId INACTIVE",
        "input.create.name INVALID_CHARACTER"
    )]
    [InlineData(
        "Account",
        "match: {externalReference: \"ERP-1\"}, update: {name: null, assignedToRef: {userName: \"OLD\"}}",
        "input.update.assignedToRef INACTIVE",
        "input.update.name REQUIRED"
    )]
    [InlineData(
        "Account",
        "match: {externalReference: \"ERP-1\"}, create: {name: \"A\", parentRef: {name: \"nobody's\"}}",
        "input.create.parentRef RelatedObjectNotFoundError"
    )]
    [InlineData(
        "Account",
        "match: {externalReference: \"U-9\"}, create: {name: \"A\"}, onMissing: REJECT",
        "input.match RelatedObjectNotFoundError"
    )]
    [InlineData(
        "Account",
        "match: {externalReference: \"ERP-1\"}, update: {expectedVersion: 7}",
        "AccountVersionConflictError"
    )]
    [InlineData("Account", "match: {id: \"@bug\"}", "input.match.id INVALID_ID")]
    [InlineData("Account", "match: {id: \"@unknownAccount\"}", "AccountNotFoundError")]
    [InlineData("Account", "match: {id: \"@deletedAccount\"}", "AccountDeletedError")]
    [InlineData("Contact", "match: {email: \"gone@x.example\"}, create: {lastName: \"A\"}", "ContactDeletedError")]
    [InlineData("Case", "match: {number: 0}, update: {subject: \"B\"}", "input.match RelatedObjectNotFoundError")]
    [InlineData("Bug", "match: {number: -1}", "input.match RelatedObjectNotFoundError")]
    [InlineData("Bug", "match: {number: 0}, onMissing: REJECT", "input.match RelatedObjectNotFoundError")]
    [InlineData(
        "User",
        "match: {userName: \"x\"}, create: {userName: \" \", fullName: \"A\"}",
        "input.create.userName REQUIRED"
    )]
    [InlineData("Account", "match: {name: \"\"}, create: {name: \"A\"}", "input.match.name REQUIRED")]
    [InlineData(
        "Account",
        "match: {externalReference: \"a\\u0007\"}, create: {name: \"A\", externalReference: \"\"}",
        "input.match.externalReference INVALID_CHARACTER"
    )]
    [InlineData("Case", "match: {number: 999999}, create: {subject: \"A\"}", "CaseNotFoundError")]
    [InlineData(
        "Case",
        "match: {externalReference: \"U-9\"}, create: {subject: \"\", accountId: \"@deletedAccount\", tags: [\" \"]}",
        "input.create.accountId RelatedObjectNotFoundError",
        "input.create.subject REQUIRED",
        "input.create.tags.0 REQUIRED"
    )]
    [InlineData("Bug", "match: {externalReference: \"B-1\"}, reason: \"\\u0007\"", "input.reason INVALID_CHARACTER")]
    public async Task Each_mistake_is_told_where_it_was_made_and_nothing_is_written(
        string kind,
        string input,
        params string[] mistakes
    )
    {
        var before = await world.Server.Database.CountChangeSetsAsync();

        Assert.Equal(
            mistakes,
            (await world.RunAsync($"upsert{kind}", $"{{{input}}}")).Errors.Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal(before, await world.Server.Database.CountChangeSetsAsync());
    }

    [Fact]
    public async Task A_case_that_was_deleted_or_merged_is_no_ones_to_upsert()
    {
        var survivor = await world.RunAsync(
            "upsertCase",
            """{match: {externalReference: "M-1"}, create: {subject: "A"} }"""
        );
        var merged = await world.RunAsync(
            "upsertCase",
            """{match: {externalReference: "M-2"}, create: {subject: "A"} }"""
        );
        await world.RunAsync(
            "mergeCases",
            $$"""{primaryId: {{Id(survivor, "Case")}}, duplicateIds: [{{Id(merged, "Case")}}] }"""
        );
        Assert.Equal(
            ["CaseMergedError"],
            (
                await world.RunAsync(
                    "upsertCase",
                    $$"""{match: {id: {{Id(merged, "Case")}} }, update: {subject: "B"} }"""
                )
            ).Errors
        );
        await world.RunAsync("deleteCases", $$"""{select: {ids: [{{Id(survivor, "Case")}}]} }""");
        Assert.Equal(
            ["CaseDeletedError"],
            (
                await world.RunAsync("upsertCase", """{match: {externalReference: "M-1"}, create: {subject: "A"} }""")
            ).Errors
        );
    }

    [Fact]
    public async Task Several_that_are_all_deleted_are_told_as_deleted()
    {
        for (var time = 0; time < 2; time++)
        {
            var made = await world.RunAsync("createContact", """{lastName: "A", email: "twice@x.example"}""");
            await world.RunAsync("deleteContacts", $$"""{select: {ids: [{{Id(made, "Contact")}}]} }""");
        }

        Assert.Equal(
            ["ContactDeletedError"],
            (
                await world.RunAsync(
                    "upsertContact",
                    """{match: {email: "twice@x.example"}, create: {lastName: "A"} }"""
                )
            ).Errors
        );
    }

    [Fact]
    public async Task What_an_upsert_did_is_undone_as_what_the_mutation_in_its_place_does()
    {
        const string input =
            """{match: {email: "undone@x.example"}, create: {lastName: "A"}, update: {lastName: "B"} }""";
        var created = await world.RunAsync("upsertContact", input);
        var updated = await world.RunAsync("upsertContact", input);

        await UndoAsync(updated);
        Assert.Equal("A", (await ContactAsync(created)).GetProperty("lastName").GetString());
        await UndoAsync(created);
        Assert.Equal(JsonValueKind.String, (await ContactAsync(created)).GetProperty("deletedAt").ValueKind);
    }

    private Task<Payload> UndoAsync(Payload done) =>
        world.RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: {{done.Object("changeSet").GetProperty("id").GetRawText()}} }"""
        );

    private async Task<JsonElement> ContactAsync(Payload of) =>
        (await world.ReadAsync($$"""{ contactById(id: {{Id(of, "Contact")}}) { lastName deletedAt } }""")).GetProperty(
            "contactById"
        );

    private static string Id(Payload of, string kind) => Of(of, kind).GetProperty("id").GetRawText();

    private static JsonElement Of(Payload payload, string kind) => payload.Object(kind.ToLowerInvariant());
}
