using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Merge;

/// <summary>A small world whose cases are known by their numbers, since several take part.</summary>
public sealed class MergeWorld : IAsyncLifetime
{
    private readonly SmallWorld world = new();

    public RunningServer Server => world.Server;

    public string this[string name] => world[name];

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    internal Task<Payload> RunAsync(string mutation, string input) => world.RunAsync(mutation, input);

    public Task<JsonElement> ReadAsync(string query) => world.ReadAsync(query);

    public string Resolve(string text) => world.Resolve(text);

    public string NameOf(JsonElement reference) => world.NameOf(reference);

    public static string Id(long number) => OpaqueId.Encode("Case", number);

    public async Task<long> NewAsync(string fields = "") =>
        (await world.NewCaseAsync(fields)).GetProperty("number").GetInt64();

    public Task SayAsync(long number, string text) =>
        RunAsync("addCaseUpdate", $$"""{caseId: {{number}}, text: "{{text}}"}""");

    internal Task<Payload> MergeAsync(long primary, long[] duplicates, string more = "") =>
        RunAsync(
            "mergeCases",
            $$"""{primaryId: {{primary}}, duplicateIds: [{{string.Join(", ", duplicates)}}], acrossAccounts: true, {{more}} }"""
        );

    internal Task<Payload> UnmergeAsync(long number) => RunAsync("unmergeCase", $$"""{caseId: {{number}} }""");

    internal Task<Payload> RevertAsync(Payload payload, string more = "") =>
        RunAsync(
            "revertChangeSet",
            $$"""{changeSetId: "{{payload.Object("changeSet").GetProperty("id").GetString()}}", {{more}} }"""
        );

    public async Task<JsonElement> CaseAsync(long number) =>
        (
            await ReadAsync($$"""{ caseById(id: {{number}}) { {{Mutating.CaseFields}} mergedInto { number } } }""")
        ).GetProperty("caseById");

    /// <summary>The whole of a case but what every write raises.</summary>
    public async Task<string> StateAsync(long number) =>
        string.Join(
            '\n',
            (await CaseAsync(number))
                .EnumerateObject()
                .Where(field => field.Name is not ("version" or "updatedAt"))
                .Select(field => $"{field}")
        );

    public IReadOnlyList<string> Contacts(JsonElement @case) =>
        [
            .. @case
                .GetProperty("contacts")
                .GetProperty("edges")
                .EnumerateArray()
                .Select(edge => $"@{NameOf(edge.GetProperty("node"))} {edge.GetProperty("role").GetString()}")
                .Order(StringComparer.Ordinal),
        ];

    public static IReadOnlyList<string?> Texts(JsonElement @case) =>
        [
            .. @case
                .GetProperty("updates")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("text").GetString()),
        ];

    /// <summary>The newest change of a case as one line, and its change set.</summary>
    public async Task<(string Line, string ChangeSet)> LastChangeAsync(long number)
    {
        var data = await ReadAsync(
            $$"""{ caseById(id: {{number}}) { changes(last: 1) { nodes { kind version changeSet { id } fields { field before after beforeText afterText } } } } }"""
        );
        var change = data.GetProperty("caseById").GetProperty("changes").GetProperty("nodes")[0];
        var fields = change
            .GetProperty("fields")
            .EnumerateArray()
            .Select(field =>
                $"{field.GetProperty("field").GetString()} {Value(field, "before")}>{Value(field, "after")}"
            );
        return (
            $"{change.GetProperty("kind").GetString()} {change.GetProperty("version").GetInt32()}: {string.Join(' ', fields)}",
            change.GetProperty("changeSet").GetProperty("id").GetString()!
        );
    }

    private static string Value(JsonElement field, string side)
    {
        var value = field.GetProperty(side);
        return (field.GetProperty("field").GetString(), value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => "",
            ("DELETED_AT", _) => "@time",
            ("UPDATES" or "TAGS", _) => field.GetProperty(side + "Text").GetString()!,
            (_, JsonValueKind.Object) => string.Join(
                ' ',
                value.EnumerateObject().Select(part => part.Value.GetString())
            ),
            _ => value.GetString()!,
        };
    }
}
