using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Redaction;

/// <summary>Who follows the log hears of what was taken out, and nobody hears it any more, wherever they begin.</summary>
public sealed class RedactedFeedTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Selection = "kind fields { field after afterText } updates { text } case { description }";

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, ", where: {kind: {neq: REDACTED}}")]
    public async Task Who_reads_at_an_older_cursor_beside_others_who_follow_finds_nothing_of_it(
        bool purged,
        string where
    )
    {
        await world.NewCaseAsync("description: \"Feedtrace\"");
        var cursor = await world.Server.SettledAsync();
        var subscription = $"subscription {{ onCaseChanged(after: \"{cursor}\"{where}) {{ {Selection} }} }}";
        using var early = await GraphEvents.OpenAsync(world.Server.Client, subscription);
        var added = await world.RunAsync("addCaseUpdate", """{caseId: "@case", text: "Feedtrace"}""");
        await world.RunAsync("updateCase", """{id: "@case", description: "Feedtrace again"}""");
        await early.ReadAsync();
        Assert.Contains("Feedtrace", (await early.ReadAsync())!.Data, StringComparison.Ordinal);
        var update = added.Object("caseUpdate").GetProperty("id").GetString();

        await world.RunAsync("redactCaseUpdate", $$"""{id: "{{update}}", whole: true, reason: "r"}""");
        if (purged)
            await world.RunAsync("purgeCases", """{select: {ids: ["@case"]}}""");
        else
            await world.RunAsync(
                "redactCaseField",
                """{caseId: "@case", field: DESCRIPTION, whole: true, reason: "r"}"""
            );
        var last = await world.NewCaseAsync("description: \"Lastone\"");
        while (!(await early.ReadAsync())!.Data.Contains("Lastone", StringComparison.Ordinal)) { }

        using var late = await GraphEvents.OpenAsync(world.Server.Client, subscription);
        var heard = new List<string>();
        while (heard.Count == 0 || !heard[^1].Contains("Lastone", StringComparison.Ordinal))
            heard.Add((await late.ReadAsync())!.Data);

        Assert.All(heard, one => Assert.DoesNotContain("Feedtrace", one, StringComparison.Ordinal));
        Assert.Equal(where.Length == 0 ? 5 : 3, heard.Count);
        Assert.Equal("Lastone", last.GetProperty("description").GetString());
    }
}
