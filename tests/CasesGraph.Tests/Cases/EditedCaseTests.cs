using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.Cases;

/// <summary>updateCase from the outside.</summary>
public sealed class EditedCaseTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Full = """
        description: "d", status: PENDING_INPUT, priority: LOW, type: USER, resolution: "r", workLog: "w",
        accountId: "@account", assignedToId: "@user", openedById: "@contact"
        """;

    private static readonly (string Field, string Type)[] Editable =
    [
        ("subject", "String"),
        ("description", "String"),
        ("status", "CaseStatus"),
        ("priority", "CasePriority"),
        ("type", "CaseType"),
        ("resolution", "String"),
        ("workLog", "String"),
        ("externalReference", "String"),
        ("accountId", "ID"),
        ("assignedToId", "ID"),
        ("openedById", "ID"),
        ("expectedVersion", "Int"),
        ("reason", "String"),
    ];

    [Theory]
    [InlineData("", """assignedToId: "@user" """, "ASSIGNED", false)]
    [InlineData("", """assignedToId: "@user", status: PENDING_INPUT""", "PENDING_INPUT", false)]
    [InlineData("""assignedToId: "@user" """, "assignedToId: null", "ASSIGNED", false)]
    [InlineData("status: PENDING_INPUT", """assignedToId: "@user" """, "PENDING_INPUT", false)]
    [InlineData("", "status: DUPLICATE", "DUPLICATE", true)]
    [InlineData("status: CLOSED", "status: ASSIGNED", "ASSIGNED", false)]
    [InlineData("status: CLOSED", """assignedToId: "@user" """, "CLOSED", true)]
    public async Task Status_and_closing_follow_from_an_edit(string before, string edit, string status, bool closed)
    {
        await world.NewCaseAsync(before);

        var edited = (await EditAsync(edit)).Object("case");

        Assert.Equal(status, edited.GetProperty("status").GetString());
        Assert.Equal(closed ? "CLOSED" : "OPEN", edited.GetProperty("state").GetString());
        Assert.Equal(closed, edited.GetProperty("closedAt").GetString() is not null);
    }

    [Fact]
    public async Task From_one_closed_status_to_another_a_case_stays_closed_since_it_was()
    {
        var created = await world.NewCaseAsync("status: CLOSED");
        var edited = (await EditAsync("status: REJECTED")).Object("case");
        Assert.Equal(created.GetProperty("closedAt").GetString(), edited.GetProperty("closedAt").GetString());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("reason: \"Nothing\"", false)]
    [InlineData("""subject: "Any", priority: LOW, accountId: "@account", type: USER""", false)]
    [InlineData("priority: HIGH", true)]
    [InlineData("resolution: null", true)]
    public async Task Only_a_write_that_changes_something_raises_the_version(string edit, bool changes)
    {
        var created = await world.NewCaseAsync(Full);

        var payload = await EditAsync(edit);

        var edited = payload.Object("case");
        Assert.Equal(changes, payload.HasChangeSet);
        Assert.Equal(changes ? 2 : 1, edited.GetProperty("version").GetInt32());
        if (!changes)
            Assert.Equal(created.GetRawText(), edited.GetRawText());
    }

    [Fact]
    public async Task Null_clears_what_may_be_empty()
    {
        await world.NewCaseAsync(Full);
        var edited = (
            await EditAsync(
                "description: null, type: null, resolution: null, workLog: null, accountId: null, assignedToId: null, openedById: null"
            )
        ).Object("case");
        foreach (
            var field in new[] { "description", "type", "resolution", "workLog", "account", "assignedTo", "openedBy" }
        )
            Assert.Equal(JsonValueKind.Null, edited.GetProperty(field).ValueKind);
    }

    /// <summary>Invariant j.</summary>
    [Fact]
    public async Task A_declared_but_unset_variable_never_clears_anything()
    {
        var created = await world.NewCaseAsync(Full + """, externalReference: "kept" """);
        await Gen.Shuffle(Editable, 0, Editable.Length)
            .SampleAsync(
                async fields =>
                {
                    var declared = string.Concat(fields.Select(field => $", ${field.Field}: {field.Type}"));
                    var given = string.Concat(fields.Select(field => $", {field.Field}: ${field.Field}"));
                    var answer = await world.Server.QueryAsync(
                        $$"""
                        mutation($id: ID!{{declared}}) {
                          updateCase(input: {id: $id{{given}}}) { case { {{Mutating.CaseFields}} } changeSet { id } }
                        }
                        """,
                        new { id = world["case"] }
                    );
                    var payload = answer.GetProperty("data").GetProperty("updateCase");
                    Assert.Equal(created.GetRawText(), payload.GetProperty("case").GetRawText());
                    Assert.Equal(JsonValueKind.Null, payload.GetProperty("changeSet").ValueKind);
                },
                iter: 40,
                threads: 1
            );
    }

    [Theory]
    [InlineData("""{id: "@unknownCase", priority: LOW}""", "CaseNotFoundError")]
    [InlineData("""{id: 999999, priority: LOW}""", "CaseNotFoundError")]
    [InlineData("""{id: "@account", priority: LOW}""", "input.id INVALID_ID")]
    [InlineData("""{id: 0, subject: null}""", "input.id INVALID_ID", "input.subject REQUIRED")]
    [InlineData(
        """{id: "@case", subject: null, status: null, priority: null}""",
        "input.subject REQUIRED",
        "input.status REQUIRED",
        "input.priority REQUIRED"
    )]
    [InlineData("""{id: "@case", assignedToId: "@inactiveUser"}""", "input.assignedToId INACTIVE")]
    [InlineData(
        """{id: "@case", subject: "", accountId: "@deletedAccount", expectedVersion: 7}""",
        "input.subject REQUIRED",
        "input.accountId RelatedObjectNotFoundError",
        "VersionConflictError"
    )]
    public async Task All_mistakes_are_told_at_once_and_nothing_is_written(string input, params string[] errors)
    {
        var created = await world.NewCaseAsync();

        var payload = await world.RunAsync("updateCase", input);

        Assert.Equal(errors, payload.Errors);
        var now = await world.ReadAsync($$"""{ caseById(id: "@case") { {{Mutating.CaseFields}} } }""");
        Assert.Equal(created.GetRawText(), now.GetProperty("caseById").GetRawText());
    }

    [Fact]
    public async Task What_a_case_refers_to_stays_when_it_is_no_longer_usable()
    {
        var account = (await world.RunAsync("createAccount", """{name: "Closing down"}"""))
            .Object("account")
            .GetProperty("id")
            .GetString();
        await world.NewCaseAsync($"accountId: \"{account}\"");
        await world.RunAsync("deleteAccounts", $"{{select: {{ids: [\"{account}\"]}}}}");

        var edited = (await EditAsync($"priority: HIGH, accountId: \"{account}\"")).Object("case");

        Assert.Equal(account, edited.GetProperty("account").GetProperty("id").GetString());
    }

    private Task<Payload> EditAsync(string fields) => world.RunAsync("updateCase", $$"""{id: "@case", {{fields}}}""");
}
