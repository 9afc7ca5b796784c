using System.Text.Json.Nodes;

namespace CasesGraph.Tests.Query.Guards;

/// <summary>Asks the server whether selections are refused for having no condition.</summary>
internal static class SelectionProbe
{
    /// <summary>Every mutation of many cases with what it needs beside the selection.</summary>
    public static readonly string[] Mutations =
    [
        "deleteCases(input: {dryRun: true, select: @})",
        "restoreCases(input: {dryRun: true, select: @})",
        "purgeCases(input: {dryRun: true, select: @})",
        "massUpdateCases(input: {dryRun: true, set: {priority: LOW}, select: @})",
    ];

    private const int MostAtOnce = 8;

    public static async Task<IReadOnlyList<bool>> AreRefusedAsync(
        SampleServer sample,
        IEnumerable<(string Mutation, string Matching)> selections
    )
    {
        var refused = new List<bool>();
        foreach (var chunk in selections.Chunk(MostAtOnce))
        {
            var fields = chunk.Index().Select(one => $"a{one.Index}: {Field(one.Item.Mutation, one.Item.Matching)}");
            var data = await sample.DataAsync($"mutation {{ {string.Join(' ', fields)} }}");
            refused.AddRange(data.EnumerateObject().Select(one => IsRefused(one.Value)));
        }
        return refused;
    }

    /// <summary>The same for a document with its variables.</summary>
    public static async Task<bool> IsRefusedAsync(SampleServer sample, string text, JsonObject values)
    {
        var data = await sample.DataAsync(text, values);
        return IsRefused(data.EnumerateObject().Single().Value);
    }

    private static string Field(string mutation, string matching) =>
        $"{mutation.Replace("@", $"{{matching: {matching}}}", StringComparison.Ordinal)} {{ errors {{ __typename }} }}";

    private static bool IsRefused(System.Text.Json.JsonElement payload) =>
        payload.GetProperty("errors") is { ValueKind: System.Text.Json.JsonValueKind.Array } errors
        && errors.EnumerateArray().Single().GetProperty("__typename").GetString() is "EmptySelectionError";
}
