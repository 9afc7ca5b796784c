using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Query;

/// <summary>
/// Compares an answer with the expected one, the order of fields included. Only the service knows what its cursors
/// look like, but two of one list are equal when, and only when, they are of the same row.
/// </summary>
internal sealed class SameAnswer
{
    private readonly Dictionary<string, string> cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);

    public static void Assert(JsonNode expected, JsonElement actual) =>
        new SameAnswer().Compare(expected, actual, "data");

    private void Compare(JsonNode? expected, JsonElement actual, string path)
    {
        switch (expected)
        {
            case JsonObject members when actual.ValueKind is JsonValueKind.Object:
                Compare(members, actual, path);
                break;
            case JsonArray items when actual.ValueKind is JsonValueKind.Array && items.Count == actual.GetArrayLength():
                for (var index = 0; index < items.Count; index++)
                    Compare(items[index], actual[index], $"{path}[{index}]");
                break;
            case JsonValue value
                when value.TryGetValue<string>(out var text)
                    && text.StartsWith(PlainAnswer.CursorMark, StringComparison.Ordinal):
                Cursor(text, actual.GetString()!, path);
                break;
            default:
                if (!JsonNode.DeepEquals(expected, JsonNode.Parse(actual.GetRawText())))
                    Differs(expected, actual, path);
                break;
        }
    }

    private void Compare(JsonObject expected, JsonElement actual, string path)
    {
        var names = actual.EnumerateObject().Select(member => member.Name);
        if (!expected.Select(member => member.Key).SequenceEqual(names, StringComparer.Ordinal))
            Differs(expected, actual, path);
        foreach (var (name, value) in expected)
            Compare(value, actual.GetProperty(name), $"{path}.{name}");
    }

    private void Cursor(string row, string cursor, string path)
    {
        var list = row[..row.LastIndexOf(' ')];
        if (!cursors.TryAdd(row, cursor) && !string.Equals(cursors[row], cursor, StringComparison.Ordinal))
            Xunit.Assert.Fail($"Two cursors of one row at {path}");
        if (
            !rows.TryAdd($"{list} {cursor}", row)
            && !string.Equals(rows[$"{list} {cursor}"], row, StringComparison.Ordinal)
        )
            Xunit.Assert.Fail($"One cursor of two rows at {path}");
    }

    private static void Differs(JsonNode? expected, JsonElement actual, string path) =>
        Xunit.Assert.Fail(
            $"At {path}\nplain code: {expected?.ToJsonString() ?? "null"}\nthe service: {actual.GetRawText()}"
        );
}
