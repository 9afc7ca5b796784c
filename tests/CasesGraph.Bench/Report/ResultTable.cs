using System.Globalization;

namespace CasesGraph.Bench.Report;

/// <summary>The figures as a Markdown table, which reads well enough on a terminal.</summary>
internal static class ResultTable
{
    public static string Of(IReadOnlyList<FigureResult> results)
    {
        string[] head =
        [
            "",
            "work",
            "server",
            "CPU/request",
            "ratio",
            "points",
            "requests/s",
            "p50",
            "p99",
            "own memory",
            "resident",
        ];
        var rows = results.SelectMany(Rows).ToList();
        var widths = head.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max())
            .ToList();
        var rule = widths.Select(
            (width, column) => column < 3 ? new string('-', width) : new string('-', width - 1) + ":"
        );
        return string.Join('\n', new[] { Line(head), Line(rule) }.Concat(rows.Select(Line))) + "\n";

        string Line(IEnumerable<string> cells) =>
            $"| {string.Join(" | ", cells.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |";
    }

    private static IEnumerable<string[]> Rows(FigureResult result)
    {
        foreach (var (server, median) in result.Servers)
        {
            var first = string.Equals(server, result.Servers[0].Server, StringComparison.Ordinal);
            yield return
            [
                first ? result.Figure.Name : "",
                first ? result.Figure.Work : "",
                server,
                Text($"{median.Cpu:N0} µs"),
                Text($"{result.Ratio(median):N2}"),
                first ? Text($"{result.Points:N0}") : "",
                Text($"{median.RequestsPerSecond:N0}"),
                Text($"{median.P50 / 1000:N2} ms"),
                Text($"{median.P99 / 1000:N2} ms"),
                Text($"{median.Own:N0} MB"),
                Text($"{median.Resident:N0} MB"),
            ];
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
