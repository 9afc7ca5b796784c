using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Redaction;

/// <summary>Which ranges redactCaseUpdate takes, and what they leave.</summary>
public sealed class RedactedRangesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("""ranges: [], reason: "r" """, "input.ranges REQUIRED")]
    [InlineData("""reason: "r" """, "input.ranges REQUIRED")]
    [InlineData("""ranges: [{start: 0, length: 1}], whole: true, reason: "r" """, "input.whole CONFLICT")]
    [InlineData("""ranges: [{start: -1, length: 1}], reason: "r" """, "input.ranges.0.start INVALID_VALUE")]
    [InlineData("""ranges: [{start: 0, length: 0}], reason: "r" """, "input.ranges.0.length INVALID_VALUE")]
    [InlineData("""ranges: [{start: 3, length: 2}], reason: "r" """, "input.ranges.0.length INVALID_VALUE")]
    [InlineData("""ranges: [{start: 4, length: 1}], reason: "r" """, "input.ranges.0.start INVALID_VALUE")]
    [InlineData(
        """ranges: [{start: 2147483647, length: 2147483647}], reason: "r" """,
        "input.ranges.0.start INVALID_VALUE"
    )]
    [InlineData("""ranges: [{start: 1, length: 2}, {start: 0, length: 2}], reason: "r" """, "input.ranges.0 CONFLICT")]
    [InlineData("""whole: true, reason: " " """, "input.reason REQUIRED")]
    [InlineData("""whole: true, reason: "\u0000" """, "input.reason INVALID_CHARACTER")]
    public async Task What_cannot_be_taken_out_is_told_with_its_field(string input, string error)
    {
        var id = await MessageAsync("abcd");

        var refused = await world.RunAsync("redactCaseUpdate", $$"""{id: "{{id}}", {{input}}}""");

        Assert.Equal([error], refused.Errors);
        Assert.Equal(
            2,
            (await world.ReadAsync("""{ caseById(id: "@case") { version } }"""))
                .GetProperty("caseById")
                .GetProperty("version")
                .GetInt32()
        );
    }

    [Fact]
    public async Task Any_ranges_that_fit_leave_all_else_as_it_was()
    {
        var text = Gen.OneOf(Gen.Char['a', 'z'].Select(c => $"{c}"), Gen.OneOf(["😀", "é", "\n", "█", "한"])).Array[
            1,
            30
        ];
        await Gen.Select(text, Gen.Bool.Array[30])
            .SampleAsync(
                async (characters, black) =>
                {
                    // It must not be blank.
                    string[] all = ["x", .. characters];
                    var ranges = Enumerable.Range(0, all.Length).Where(at => black[at % 30] || at == 0).Reverse();
                    var id = await MessageAsync(string.Concat(all));
                    var done = await RedactAsync(
                        id,
                        $"ranges: [{string.Join(", ", ranges.Select(at => $"{{start: {at}, length: 1}}"))}]"
                    );
                    Assert.Equal(
                        string.Concat(all.Select((one, at) => black[at % 30] || at == 0 ? "█" : one)),
                        done.Object("caseUpdate").GetProperty("text").GetString()
                    );
                },
                iter: Iterations.Of(20),
                threads: 1
            );
    }

    private async Task<string> MessageAsync(string text)
    {
        await world.NewCaseAsync();
        var added = await world.RunAsync(
            "addCaseUpdate",
            $$"""{caseId: "@case", text: {{JsonSerializer.Serialize(text)}}}"""
        );
        return added.Object("caseUpdate").GetProperty("id").GetString()!;
    }

    private Task<Payload> RedactAsync(string id, string what) =>
        world.RunAsync("redactCaseUpdate", $$"""{id: "{{id}}", {{what}}, reason: "Asked for"}""");
}
