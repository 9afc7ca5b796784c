using System.Globalization;
using System.Text;

namespace CasesGraph.Bench.Report;

/// <summary>The ratios to the ceiling as bars, in SVG.</summary>
internal static class ResultPlot
{
    private const int Left = 60;
    private const int Width = 720;
    private const int RowHeight = 28;
    private const int Top = 48;

    private static readonly string[] Colours = ["#2f6fde", "#9aa5b1", "#e0912f", "#f0c890"];

    public static string Of(IReadOnlyList<FigureResult> results, string caption)
    {
        var bars = results
            .SelectMany(result =>
                result.Servers.Select((of, place) => (result, of.Server, place, Ratio: result.Ratio(of.Median)))
            )
            .ToList();
        var scale = (Width - Left - 120) / Math.Max(2, bars.Select(bar => bar.Ratio).DefaultIfEmpty().Max());
        var height = Top + bars.Count * RowHeight / 2 + results.Count * 12 + 24;
        var svg = new StringBuilder();
        Append(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            <text x="8" y="18" font-size="14">CPU per request; the hand-written ceiling is 1</text>
            <text x="8" y="36" fill="#555" font-size="10">{caption}</text>

            """
        );
        var y = Top;
        foreach (var (result, server, place, ratio) in bars)
        {
            if (place == 0)
            {
                y += 12;
                Append($"<text x=\"8\" y=\"{y + 11}\">{result.Figure.Name}</text>\n");
            }
            Append(
                $"""
                <rect x="{Left}" y="{y}" width="{ratio * scale:0.#}" height="12" fill="{Colours[place]}"/>
                <text x="{Left + ratio * scale + 6:0.#}" y="{y + 10}" font-size="10">{ratio:0.00} {server}</text>

                """
            );
            y += RowHeight / 2;
        }
        svg.Append("</svg>\n");
        return svg.ToString();

        void Append(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }
}
