using System.Globalization;
using System.Text;

namespace CasesGraph.Bench.Screens;

/// <summary>The screens as a Markdown table, the smaller base beside the larger one.</summary>
internal static class ScreenTable
{
    /// <summary>A screen a line, and what the server holds in the end.</summary>
    /// <param name="sizes">The smallest base first.</param>
    public static string Of(IReadOnlyList<ScreensOfSize> sizes)
    {
        var table = new StringBuilder();
        var heads = sizes.Select(size => Text($"{size.Cases:N0}, ms CPU (p50)"));
        string[] others = ["growth", "of the ceiling", "statements", "3 teams", "smallest team, ms CPU"];
        table.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", [.. heads, .. others])} |");
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"|---|{string.Concat(Enumerable.Repeat("---:|", sizes.Count + others.Length))}"
        );
        foreach (var screen in Screen.All)
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {screen.Title} | {string.Join(" | ", Cells(sizes, screen))} |"
            );
        table.AppendLine();
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"Resident after all of them: {string.Join(", ", sizes.Select(size => Text($"{size.Resident:N0} MB at {size.Cases:N0} cases")))}."
        );
        return table.ToString();
    }

    private static IEnumerable<string> Cells(IReadOnlyList<ScreensOfSize> sizes, Screen screen)
    {
        var own = sizes.Select(size => Figure(size, screen, ScreenRun.Administrator)).ToList();
        foreach (var figure in own)
            yield return figure is null ? "–" : Text($"{figure.Cpu:0.00} ({figure.P50:0.0})");
        yield return own is [{ } small, .., { } large] ? Text($"{large.Cpu / small.Cpu:0.0}") : "–";
        yield return own[^1] is { } read && sizes[^1].Ceilings.TryGetValue(screen, out var ceiling)
            ? Text($"{read.Cpu / ceiling:0.0}")
            : "";
        yield return own[^1] is { } last ? Text($"{last.Statements:0.#}") : "–";
        var byTeams = Figure(sizes[^1], screen, ScreenRun.ThreeTeams);
        yield return byTeams is not null && own[^1] is { } all ? Text($"{byTeams.Cpu / all.Cpu:0.0}") : "–";
        yield return Figure(sizes[^1], screen, ScreenRun.SmallestTeam) is { } few ? Text($"{few.Cpu:0.00}") : "–";
    }

    private static ScreenFigure? Figure(ScreensOfSize size, Screen screen, string caller) =>
        size.Figures.GetValueOrDefault((screen, caller));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
