using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Operations;

/// <summary>Accounts, contacts, bugs and users are written by the same rules as cases.</summary>
public sealed class OtherObjectsTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("createAccount", """{name: " "}""", "input.name REQUIRED")]
    [InlineData(
        "createAccount",
        """{name: "a\nb", website: "\u0000"}""",
        "input.name INVALID_CHARACTER",
        "input.website INVALID_CHARACTER"
    )]
    [InlineData(
        "createAccount",
        """{name: "a", parentId: "@deletedAccount"}""",
        "input.parentId RelatedObjectNotFoundError"
    )]
    [InlineData("createAccount", """{name: "a", assignedToId: "@inactiveUser"}""", "input.assignedToId INACTIVE")]
    [InlineData("updateAccount", """{id: "@account", name: null}""", "input.name REQUIRED")]
    [InlineData("updateAccount", """{id: "@account", parentId: "@account"}""", "input.parentId CONFLICT")]
    [InlineData("updateAccount", """{id: "@unknownAccount"}""", "AccountNotFoundError")]
    [InlineData("updateAccount", """{id: "@deletedAccount", name: "a"}""", "AccountDeletedError")]
    [InlineData("updateAccount", """{id: "x", name: ""}""", "input.id INVALID_ID", "input.name REQUIRED")]
    [InlineData(
        "createContact",
        """{lastName: "", accountId: "x"}""",
        "input.accountId INVALID_ID",
        "input.lastName REQUIRED"
    )]
    [InlineData("updateContact", """{id: "@contact", lastName: null}""", "input.lastName REQUIRED")]
    [InlineData("updateContact", """{id: "@deletedContact"}""", "ContactDeletedError")]
    [InlineData("createBug", """{subject: ""}""", "input.subject REQUIRED")]
    [InlineData(
        "updateBug",
        """{id: "@bug", status: null, priority: null}""",
        "input.status REQUIRED",
        "input.priority REQUIRED"
    )]
    [InlineData("updateBug", """{id: 99}""", "BugNotFoundError")]
    [InlineData(
        "createUser",
        """{userName: "MAYA", fullName: ""}""",
        "input.fullName REQUIRED",
        "input.userName NOT_UNIQUE"
    )]
    [InlineData("updateUser", """{id: "@otherUser", userName: "Maya"}""", "input.userName NOT_UNIQUE")]
    [InlineData("createUser", """{userName: "a\u0000", fullName: "a"}""", "input.userName INVALID_CHARACTER")]
    [InlineData("updateUser", """{id: "@user", active: null}""", "input.active REQUIRED")]
    [InlineData("updateUser", """{id: "@unknownUser"}""", "UserNotFoundError")]
    [InlineData(
        "deleteAccounts",
        """{select: {ids: ["x"]}, reason: "\u0000"}""",
        "input.select.ids.0 INVALID_ID",
        "input.reason INVALID_CHARACTER"
    )]
    public async Task All_mistakes_are_told_at_once(string mutation, string input, params string[] errors)
    {
        var payload = await world.RunAsync(mutation, input);
        Assert.Equal(errors, payload.Errors);
        Assert.False(payload.HasChangeSet);
    }

    [Theory]
    [InlineData("ΣΑΣ", "σας")]
    [InlineData("ÉMILE", "émile")]
    [InlineData("Zo\\u00eb", "zoe\\u0308")]
    [InlineData("I\\u0307pek", "\\u0130PEK")]
    [InlineData("\\u1e69am", "\\u0053\\u0307\\u0323am")]
    [InlineData("\\ufffea", "\\ufffeA")]
    public async Task User_names_are_unique_whatever_their_case_and_the_form_of_their_accents(
        string first,
        string second
    )
    {
        var created = await world.RunAsync("createUser", $$"""{userName: "{{first}}", fullName: "a"}""");
        Assert.Empty(created.Errors);
        var other = await world.RunAsync("createUser", $$"""{userName: "{{second}}", fullName: "a"}""");
        Assert.Equal(["input.userName NOT_UNIQUE"], other.Errors);
        var id = created.Object("user").GetProperty("id").GetString();
        Assert.Empty((await world.RunAsync("updateUser", $$"""{id: "{{id}}", userName: "{{second}}"}""")).Errors);
    }

    [Theory]
    [InlineData("Account", "name: \"Passing\"")]
    [InlineData("Contact", "lastName: \"Passing\"")]
    [InlineData("Bug", "subject: \"Passing\"")]
    public async Task What_is_deleted_is_hidden_stays_readable_where_it_is_linked_and_comes_back(
        string kind,
        string fields
    )
    {
        var name = char.ToLowerInvariant(kind[0]) + kind[1..];
        var id = (await world.RunAsync($"create{kind}", $"{{{fields}}}")).Object(name).GetProperty("id").GetString();
        var link = kind switch
        {
            "Account" => $"accountId: \"{id}\"",
            "Contact" => $"contacts: [{{contactId: \"{id}\"}}]",
            _ => $"bugIds: [\"{id}\"]",
        };
        await world.NewCaseAsync(link);
        var ids = $"{{select: {{ids: [\"{id}\", \"{id}\", \"{world[$"unknown{kind}"]}\"]}}}}";

        var deleted = await world.RunAsync($"delete{kind}s", ids);
        var again = await world.RunAsync($"delete{kind}s", ids);
        var whileDeleted = await LookAsync();
        var restored = await world.RunAsync($"restore{kind}s", ids);

        Assert.Equal((1, 1), (deleted.Object("deleted").GetInt32(), deleted.Object("rejectedCount").GetInt32()));
        Assert.Equal(["CONFLICT", "INVALID_ID"], Codes(again));
        Assert.False(again.HasChangeSet);
        Assert.Equal((0, 1, true, true), whileDeleted);
        Assert.Equal(1, restored.Object("restored").GetInt32());
        Assert.Equal((1, 1, false, true), await LookAsync());

        async Task<(int Listed, int WithDeleted, bool Deleted, bool Linked)> LookAsync()
        {
            var data = await world.ReadAsync(
                $$"""
                {
                  {{name}}s(where: {id: {eq: "{{id}}"} }) { totalCount }
                  all: {{name}}s(where: {id: {eq: "{{id}}"} }, includeDeleted: true) { totalCount }
                  {{name}}ById(id: "{{id}}") { deletedAt }
                  caseById(id: "@case") {
                    account { id } contacts(includeDeleted: true) { nodes { id } } bugs(includeDeleted: true) { nodes { id } }
                  }
                }
                """
            );
            return (
                data.GetProperty($"{name}s").GetProperty("totalCount").GetInt32(),
                data.GetProperty("all").GetProperty("totalCount").GetInt32(),
                data.GetProperty($"{name}ById").GetProperty("deletedAt").GetString() is not null,
                data.GetProperty("caseById").GetRawText().Contains(id!, StringComparison.Ordinal)
            );
        }
    }

    private static IReadOnlyList<string?> Codes(Payload payload) =>
        [.. payload.Data.GetProperty("rejected").EnumerateArray().Select(one => one.GetProperty("code").GetString())];
}
