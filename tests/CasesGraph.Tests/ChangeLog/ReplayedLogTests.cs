using System.Collections.Concurrent;
using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>Invariants a and h, by what the API tells alone.</summary>
public sealed class ReplayedLogTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly (string Field, string Read, string[] Values)[] Fields =
    [
        ("SUBJECT", "subject", ["subject: \"One\"", "subject: \"Two\""]),
        ("DESCRIPTION", "description", ["description: \"Some\"", "description: null"]),
        ("STATUS", "status", ["status: CLOSED", "status: NEW", "status: PENDING_INPUT"]),
        ("PRIORITY", "priority", ["priority: HIGH", "priority: LOW"]),
        ("TYPE", "type", ["type: USER", "type: null"]),
        ("RESOLUTION", "resolution", ["resolution: \"Done\"", "resolution: null"]),
        ("WORK_LOG", "workLog", ["workLog: \"Work\"", "workLog: null"]),
        ("ACCOUNT", "account", ["accountId: \"@account\"", "accountId: \"@otherAccount\"", "accountId: null"]),
        (
            "ASSIGNED_TO",
            "assignedTo",
            ["assignedToId: \"@user\"", "assignedToId: \"@otherUser\"", "assignedToId: null"]
        ),
        ("OPENED_BY", "openedBy", ["openedById: \"@contact\"", "openedById: null"]),
    ];

    private static readonly Gen<string> Edit = Gen.OneOf([.. Fields.Select(field => Gen.OneOf(field.Values))])
        .Array[1, 3]
        .Select(edits => string.Join(", ", edits.DistinctBy(edit => edit.Split(':')[0], StringComparer.Ordinal)));

    private static readonly Gen<(string Mutation, string Input)> Step = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[1, 6],
        Edit,
        (kind, number, edit) =>
            kind switch
            {
                0 => (
                    "createCase",
                    $$"""{subject: "New", contacts: [{contactId: "@contact", role: PRIMARY}], bugIds: ["@bug"]}"""
                ),
                1 => ("deleteCases", $$"""{select: {ids: [{{number}}]} }"""),
                2 => ("restoreCases", $$"""{select: {ids: [{{number}}]} }"""),
                3 => ("addCaseUpdate", $$"""{caseId: {{number}}, text: "To the customer"}"""),
                4 => (
                    "addCaseUpdate",
                    $$"""{caseId: {{number}}, text: "From the customer", fromContactId: "@contact"}"""
                ),
                _ => ("updateCase", $$"""{id: {{number}}, {{edit}} }"""),
            }
    );

    [Fact]
    public async Task Replaying_the_log_rebuilds_every_case_whatever_several_callers_did()
    {
        for (var number = 1; number <= 6; number++)
            await world.NewCaseAsync();
        var sets = new ConcurrentBag<string>();
        await Step.Array[12]
            .Array[4]
            .SampleAsync(callers => Task.WhenAll(callers.Select(steps => RunAsync(steps, sets))), iter: 6, threads: 1);

        // Other tests' transactions may hold the log up.
        await world.Server.Client.ChangeCursorAsync();
        var cases = await PagesAsync("cases", ", includeDeleted: true", Mutating.CaseFields);
        var log = await PagesAsync(
            "caseChanges",
            "",
            "cursor version caseNumber changeSet { id } updates { id } fields { field before after }"
        );
        Assert.Equal(sets.Order(StringComparer.Ordinal), SetsOf(log).Order(StringComparer.Ordinal));
        foreach (var @case in cases)
            AssertRebuilt(@case, [.. log.Where(one => Number(one, "caseNumber") == Number(@case, "number"))]);
    }

    private async Task RunAsync((string Mutation, string Input)[] steps, ConcurrentBag<string> sets)
    {
        foreach (var (mutation, input) in steps)
        {
            var payload = await world.RunAsync(mutation, input);
            Assert.All(payload.Errors, error => Assert.Equal("CaseDeletedError", error));
            if (payload.HasChangeSet)
                sets.Add(payload.Object("changeSet").GetProperty("id").GetString()!);
        }
    }

    private static void AssertRebuilt(JsonElement @case, List<JsonElement> changes)
    {
        Assert.Equal(
            Enumerable.Range(1, changes.Count),
            changes.Select(change => change.GetProperty("version").GetInt32())
        );
        Assert.Equal(changes.Count, @case.GetProperty("version").GetInt32());
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in changes.SelectMany(change => change.GetProperty("fields").EnumerateArray()))
        {
            var name = field.GetProperty("field").GetString()!;
            if (name is "CONTACTS" or "BUGS" or "UPDATES" or "ATTACHMENTS" or "TAGS")
                continue;
            Assert.Equal(values.GetValueOrDefault(name), field.GetProperty("before").GetString());
            values[name] = field.GetProperty("after").GetString();
        }
        foreach (var (field, read, _) in Fields.Append(("DELETED_AT", "deletedAt", [])))
            Assert.Equal(values.GetValueOrDefault(field), Text(@case.GetProperty(read)));
        var told = changes.SelectMany(change => change.GetProperty("updates").EnumerateArray()).Select(Text).ToList();
        var kept = @case.GetProperty("updates").GetProperty("nodes").EnumerateArray().Select(Text).ToList();
        Assert.Equal(kept, told);
    }

    private async Task<List<JsonElement>> PagesAsync(string list, string arguments, string fields)
    {
        var all = new List<JsonElement>();
        for (string? after = null; ; )
        {
            var cursor = after is null ? "" : $", after: \"{after}\"";
            var data = await world.ReadAsync(
                $$"""{ {{list}}(first: 100{{cursor}}{{arguments}}) { nodes { {{fields}} } pageInfo { hasNextPage endCursor } } }"""
            );
            var page = data.GetProperty(list);
            all.AddRange(page.GetProperty("nodes").EnumerateArray());
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                return all;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }
    }

    private static IEnumerable<string> SetsOf(IEnumerable<JsonElement> log) =>
        log.Skip(6).Select(change => change.GetProperty("changeSet").GetProperty("id").GetString()!);

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>A value as the log writes it: an object by its id.</summary>
    private static string? Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object ? value.GetProperty("id").GetString() : value.GetString();
}
