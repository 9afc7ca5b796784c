using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Operations;

/// <summary>The id in another system is one object's of its kind.</summary>
public sealed class ExternalReferenceTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Existing = """
        changeSet { id }
        errors { __typename ... on Error { message } ... on ValidationError { issues { field code message existing {
          __typename id
          ... on Account { externalReference deletedAt } ... on Contact { externalReference deletedAt }
          ... on Bug { externalReference deletedAt } ... on User { externalReference }
          ... on CaseUpdate { externalReference } ... on Attachment { externalReference }
        } } } }
        """;

    [Theory]
    [InlineData("Account", "name: \"A\"")]
    [InlineData("Contact", "lastName: \"A\"")]
    [InlineData("Bug", "subject: \"A\"")]
    [InlineData("User", "userName: \"ref{0}\", fullName: \"A\"")]
    public async Task A_reference_belongs_to_one_object_and_its_holder_is_named(string kind, string fields)
    {
        var field = kind.ToLowerInvariant();
        var reference = $"externalReference: \"X {kind}\"";
        var holder = Id(await CreateAsync("1", reference), field);
        var other = Id(await CreateAsync("2", "externalReference: null"), field);

        foreach (var _ in kind is "User" ? [""] : new[] { "", "deleted" })
        {
            var given = $"id: \"{other}\", {reference}";
            foreach (var refused in new[] { await CreateAsync("3", reference), await RunAsync($"update{kind}", given) })
            {
                var issue = Issue(refused);
                Assert.Equal("NOT_UNIQUE", issue.GetProperty("code").GetString());
                Assert.Equal(holder, issue.GetProperty("existing").GetProperty("id").GetString());
            }
            if (kind is not "User")
                await world.RunAsync($"delete{kind}s", $"{{select: {{ids: [\"{holder}\"]}}}}");
        }
        Assert.Empty((await world.RunAsync($"update{kind}", $"{{id: \"{other}\", externalReference: \"Y\"}}")).Errors);
        Assert.False((await RunAsync($"update{kind}", $"id: \"{other}\", externalReference: \"Y\"")).HasChangeSet);

        Task<Payload> CreateAsync(string number, string more) =>
            RunAsync(
                $"create{kind}",
                $"{fields.Replace("{0}", number, StringComparison.Ordinal)}, {more}",
                $"{field} {{ id }}"
            );
    }

    [Fact]
    public async Task Two_entries_of_conversations_do_not_share_a_reference()
    {
        var one = await world.NewCaseAsync();
        var second = await world.NewCaseAsync();
        const string text = "text: \"a\", externalReference: \"<a@mail>\"";
        var added = await RunAsync(
            "addCaseUpdate",
            $"caseId: {Number(one)}, {text}",
            "caseUpdate { id externalReference }"
        );
        var again = await RunAsync("addCaseUpdate", $"caseId: {Number(second)}, {text}");
        var first = await RunAsync("createCase", $"subject: \"c\", firstMessage: {{{text}}}");
        var other = await RunAsync(
            "createCase",
            "subject: \"c\", firstMessage: {text: \"a\", externalReference: \"<b@mail>\"}",
            "case { updates { nodes { externalReference } } }"
        );
        var tooLong = await world.RunAsync(
            "addCaseUpdate",
            $"{{caseId: {Number(one)}, text: \"a\", externalReference: \"{new string('x', 256)}\"}}"
        );

        var entry = added.Object("caseUpdate");
        Assert.Equal("<a@mail>", entry.GetProperty("externalReference").GetString());
        Assert.Equal(
            entry.GetProperty("id").GetString(),
            Issue(again).GetProperty("existing").GetProperty("id").GetString()
        );
        Assert.Equal(["input.firstMessage.externalReference NOT_UNIQUE"], first.Errors);
        var entries = other.Case.GetProperty("updates").GetProperty("nodes");
        Assert.Equal("<b@mail>", entries[0].GetProperty("externalReference").GetString());
        Assert.Equal(["input.externalReference TOO_LONG"], tooLong.Errors);
    }

    [Fact]
    public async Task Two_files_do_not_share_a_reference_and_copies_have_none()
    {
        var number = Number(await world.NewCaseAsync());
        var first = await AttachAsync("F1", "");
        var again = await AttachAsync("F2", "F1");
        var twice = await AttachAsync("F3", "F3");
        var missing = await AttachAsync("F4");

        var attached = first.Object("attachments").EnumerateArray().ToList();
        Assert.Equal("F1", attached[0].GetProperty("externalReference").GetString());
        Assert.Null(attached[1].GetProperty("externalReference").GetString());
        Assert.Equal(["input.externalReferences.1 NOT_UNIQUE"], again.Errors);
        Assert.Equal(["input.externalReferences.1 CONFLICT"], twice.Errors);
        Assert.Equal(["input.externalReferences INVALID_VALUE"], missing.Errors);
        var copy = await RunAsync(
            "duplicateCase",
            $"id: {number}, attachments: true",
            "case { attachments { nodes { externalReference } } }"
        );
        var files = copy.Object("case").GetProperty("attachments").GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.Equal(JsonValueKind.Null, file.GetProperty("externalReference").ValueKind));

        Task<Payload> AttachAsync(params string[] references) =>
            world.Server.Client.SendFilesAsync(
                Mutating.Document("attachToCase", "attachments { externalReference }"),
                new JsonObject
                {
                    ["caseId"] = number,
                    ["externalReferences"] = new JsonArray([.. references.Select(one => (JsonNode)one)]),
                },
                "files",
                ("a.txt", Encoding.UTF8.GetBytes("a")),
                ("b.txt", Encoding.UTF8.GetBytes("b"))
            );
    }

    [Fact]
    public async Task Undoing_leaves_a_reference_that_another_has_taken()
    {
        var account = Id(
            await RunAsync("createAccount", "name: \"A\", externalReference: \"U\"", "account { id }"),
            "account"
        );
        var changed = await world.RunAsync("updateAccount", $"{{id: \"{account}\", externalReference: \"V\"}}");
        Assert.Empty((await world.RunAsync("createAccount", "{name: \"B\", externalReference: \"U\"}")).Errors);
        var set = changed.Data.GetProperty("changeSet").GetProperty("id").GetString();
        var undone = await world.RunAsync("revertChangeSet", $"{{changeSetId: \"{set}\"}}");

        var skip = Assert.Single(undone.Skipped);
        Assert.Equal("externalReference", skip.GetProperty("field").GetString());
        Assert.Contains(
            "has this external reference already",
            skip.GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
    }

    private async Task<Payload> RunAsync(string mutation, string input, string selection = "")
    {
        var data = await world.ReadAsync($"mutation {{ {mutation}(input: {{{input}}}) {{ {selection} {Existing} }} }}");
        return new Payload(data.GetProperty(mutation));
    }

    private static JsonElement Issue(Payload refused) => refused.Data.GetProperty("errors")[0].GetProperty("issues")[0];

    private static string Id(Payload created, string field) =>
        created.Data.GetProperty(field).GetProperty("id").GetString()!;

    private static long Number(JsonElement of) => of.GetProperty("number").GetInt64();
}
