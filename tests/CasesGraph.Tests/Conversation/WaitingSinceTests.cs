using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Conversation;

/// <summary>Since when a customer waits; WorkTimesOracle holds the same over random histories.</summary>
public sealed class WaitingSinceTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    [Fact]
    public async Task A_customer_waits_since_the_opening_until_somebody_answers_and_then_since_the_next_message()
    {
        var number = await world.NewAsync("""openedById: "@contact" """);
        Assert.Equal(Of(await world.CaseAsync(number), "createdAt"), await WaitingAsync(number));
        await SayAsync(number, "internal: true");
        Assert.NotNull(await WaitingAsync(number));
        await SayAsync(number);
        Assert.Null(await WaitingAsync(number));
        await SayAsync(number, """fromContactId: "@contact" """);
        var first = Of(await world.CaseAsync(number), "lastIncomingAt");
        await SayAsync(number, """fromContactId: "@contact" """);
        Assert.Equal(first, await WaitingAsync(number));
        var @case = await world.CaseAsync(number);
        Assert.Equal(("INCOMING", "3"), (Of(@case, "lastMessageDirection"), Of(@case, "messageCount")));
    }

    [Fact]
    public async Task A_message_that_was_written_before_the_answer_is_answered()
    {
        var number = await world.NewAsync();
        await SayAsync(number, """sentAt: "2020-01-02T00:00:00Z" """);
        await SayAsync(number, """fromContactId: "@contact", sentAt: "2020-01-01T00:00:00Z" """);
        Assert.Null(await WaitingAsync(number));
        await SayAsync(number, """fromContactId: "@contact", sentAt: "2020-01-04T00:00:00Z" """);
        await SayAsync(number, """fromContactId: "@contact", sentAt: "2020-01-03T00:00:00Z" """);
        Assert.StartsWith("2020-01-03", await WaitingAsync(number), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("updateCase")]
    [InlineData("massUpdateCases")]
    public async Task A_closing_answers_unless_it_is_undone(string mutation)
    {
        var number = await world.NewAsync("""openedById: "@contact" """);
        var before = await TimesAsync(number);
        var closed = await SetAsync(mutation, number, "CLOSED");
        Assert.Null(await WaitingAsync(number));
        await world.RevertAsync(closed);
        Assert.Equal(before, await TimesAsync(number));
        await SetAsync(mutation, number, "CLOSED");
        await SetAsync(mutation, number, "NEW");
        Assert.Null(await WaitingAsync(number));
        Assert.Equal("1", Of(await world.CaseAsync(number), "reopenedCount"));
    }

    [Theory]
    [InlineData("updateCase")]
    [InlineData("massUpdateCases")]
    public async Task A_message_that_a_merge_brought_to_a_closed_case_waits_when_that_is_opened(string mutation)
    {
        var (primary, other) = (await world.NewAsync(), await world.NewAsync());
        await SetAsync("updateCase", primary, "CLOSED");
        await SayAsync(other, """fromContactId: "@contact" """);
        var sent = await WaitingAsync(other);
        await world.MergeAsync(primary, [other]);
        Assert.Null(await WaitingAsync(primary));
        await SetAsync(mutation, primary, "NEW");
        Assert.Equal(sent, await WaitingAsync(primary));
        await world.UnmergeAsync(other);
        Assert.Equal((null, sent), (await WaitingAsync(primary), await WaitingAsync(other)));
    }

    [Fact]
    public async Task A_status_that_a_merge_took_leaves_no_trace_when_it_is_undone()
    {
        var (primary, other) = (await world.NewAsync("""openedById: "@contact" """), await world.NewAsync());
        await SetAsync("updateCase", other, "CLOSED");
        var before = await TimesAsync(primary);
        await world.MergeAsync(primary, [other], $$"""choices: [{field: STATUS, fromCaseId: {{other}} }]""");
        var merged = await TimesAsync(primary);
        Assert.NotEqual(before, merged);
        var unmerged = await world.UnmergeAsync(other);
        Assert.Equal(before, await TimesAsync(primary));
        await world.RevertAsync(unmerged);
        Assert.Equal(merged, await TimesAsync(primary));
    }

    private async Task<string?> WaitingAsync(long number) => Of(await world.CaseAsync(number), "waitingSince");

    private async Task<string[]> TimesAsync(long number)
    {
        var @case = await world.CaseAsync(number);
        string[] names = ["waitingSince", "statusChangedAt", "assignedAt", "reopenedCount", "lastMessageAt"];
        return [.. names.Select(name => $"{name} {Of(@case, name)}")];
    }

    private Task<Payload> SayAsync(long number, string fields = "") =>
        world.RunAsync("addCaseUpdate", $$"""{caseId: {{number}}, text: "Text", {{fields}} }""");

    private Task<Payload> SetAsync(string mutation, long number, string status) =>
        world.RunAsync(
            mutation,
            mutation is "updateCase"
                ? $"{{id: {number}, status: {status}}}"
                : $"{{select: {{ids: [{number}]}}, set: {{status: {status}}}}}"
        );

    private static string? Of(JsonElement @case, string field) =>
        @case.GetProperty(field) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;
}
