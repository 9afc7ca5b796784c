using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog.Records;

/// <summary>All records in one stream: what a mirror follows.</summary>
[Collection(nameof(QuietCluster))]
public sealed class RecordFeedTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Selection =
        "__typename cursor kind type recordId version record { id } ... on EntityChange { fields { field after } } ... on CaseChange { caseNumber ofCase: fields { field after } }";

    [Fact]
    public async Task Everything_from_the_beginning_and_what_comes_is_the_log_of_all_records()
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync("1", $"subscription {{ onRecordChanged(from: BEGINNING) {{ {Selection} }} }}");
        await world.NewCaseAsync("""tags: ["followed"]""");
        await world.RunAsync("updateContact", """{id: "@contact", title: "Followed"}""");
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH}""");
        await world.RunAsync("deleteBugs", """{select: {ids: ["@otherBug"]} }""");

        var log = await LogAsync("");
        var received = new List<string>();
        while (received.Count < log.Count)
            received.Add(await NextAsync(socket));

        Assert.Equal(log, received);
        Assert.Equal(
            ["TAG", "CASE", "CONTACT", "CASE", "BUG"],
            log.TakeLast(5).Select(change => Parsed(change).GetProperty("type").GetString()!).ToArray()
        );
    }

    [Fact]
    public async Task Who_was_cut_off_goes_on_behind_any_cursor_with_the_types_that_are_asked_for()
    {
        var start = Parsed((await LogAsync(""))[^1]).GetProperty("cursor").GetString();
        await world.NewCaseAsync();
        await world.RunAsync("updateAccount", """{id: "@account", name: "Cut off"}""");
        await world.RunAsync("updateUser", """{id: "@user", fullName: "Maya Cut Off"}""");

        var expected = await LogAsync($"types: [ACCOUNT, USER], after: \"{start}\"");
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync(
            "1",
            $"subscription {{ onRecordChanged(types: [ACCOUNT, USER], after: \"{start}\") {{ {Selection} }} }}"
        );
        Assert.Equal(expected, [await NextAsync(socket), await NextAsync(socket)]);
        await world.NewCaseAsync();
        await world.RunAsync("updateAccount", """{id: "@account", name: "Live again"}""");
        Assert.Equal((await LogAsync("last: 1, types: [ACCOUNT]"))[0], await NextAsync(socket));
    }

    [Fact]
    public async Task A_condition_on_a_field_is_that_of_the_list()
    {
        await using var socket = await GraphSocket.OpenAsync(world.Server.Client);
        await socket.SubscribeAsync(
            "1",
            $$"""
            subscription { onRecordChanged(
              from: BEGINNING, where: { field: { eq: "assignedTo" }, after: { eq: "{{world["otherUser"]}}" } }
            ) { {{Selection}} } }
            """
        );
        await world.NewCaseAsync("""assignedToId: "@otherUser" """);
        await world.RunAsync("updateAccount", """{id: "@account", assignedToId: "@user"}""");
        await world.RunAsync("updateAccount", """{id: "@account", assignedToId: "@otherUser"}""");

        Assert.Equal("CASE", Parsed(await NextAsync(socket)).GetProperty("type").GetString());
        Assert.Equal("ACCOUNT", Parsed(await NextAsync(socket)).GetProperty("type").GetString());
    }

    private async Task<List<string>> LogAsync(string arguments)
    {
        var given = arguments.Contains("last:", StringComparison.Ordinal) ? arguments : $"first: 100, {arguments}";
        var data = await world.ReadAsync($"{{ recordChanges({given}) {{ nodes {{ {Selection} }} }} }}");
        return
        [
            .. data.GetProperty("recordChanges").GetProperty("nodes").EnumerateArray().Select(one => one.GetRawText()),
        ];
    }

    private static async Task<string> NextAsync(GraphSocket socket) => (await socket.NextAsync()).GetRawText();

    private static JsonElement Parsed(string change) => JsonDocument.Parse(change).RootElement;
}
