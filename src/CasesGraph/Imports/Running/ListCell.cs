using System.Text.Json;

namespace CasesGraph.Imports.Running;

/// <summary>A cell that holds several: a list in JSON, or one object, lines, or texts with semicolons, else commas, between them.</summary>
internal static class ListCell
{
    /// <summary>Its items, without blanks around them; objects as JSON.</summary>
    public static IReadOnlyList<string> Items(string cell)
    {
        if ((Json(cell) ?? Object(cell)) is { } items)
            return items;
        char[] marks =
            cell.Contains('\n', StringComparison.Ordinal) ? ['\n', ';']
            : cell.Contains(';', StringComparison.Ordinal) ? [';']
            : [','];
        return [.. cell.Split(marks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The items of a list in JSON; any other cell is one item as it stands there.</summary>
    public static IReadOnlyList<string> Whole(string cell) => Json(cell) ?? [cell];

    private static List<string>? Object(string cell) =>
        cell.TrimStart() is ['{', ..] ? JsonCell.Read<List<string>>(cell, _ => [cell]) : null;

    private static List<string>? Json(string cell) =>
        cell.TrimStart() is ['[', ..]
            ? JsonCell.Read<List<string>>(
                cell,
                json =>
                    [
                        .. json.EnumerateArray()
                            .Where(item => item.ValueKind is not JsonValueKind.Null)
                            .Select(item =>
                                item.ValueKind is JsonValueKind.String ? item.GetString()! : item.GetRawText()
                            ),
                    ]
            )
            : null;
}
