using System.Globalization;
using System.Text;

namespace CasesGraph.Bench.Screens;

/// <summary>CPU milliseconds of each screen on a logarithmic axis, a dot for each size, in SVG.</summary>
internal static class ScreenPlot
{
    private const int Left = 330;
    private const int Width = 860;
    private const int RowHeight = 14;
    private const int Top = 64;
    private const double Least = 0.1;
    private const double Most = 10_000;

    private static readonly string[] Colours = ["#9aa5b1", "#2f6fde"];

    public static string Of(IReadOnlyList<ScreensOfSize> sizes, string caption)
    {
        var svg = new StringBuilder();
        var height = Top + Screen.All.Count * RowHeight + 16;
        Append(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" font-family="sans-serif" font-size="10">
            <rect width="100%" height="100%" fill="white"/>
            <text x="8" y="18" font-size="14">Milliseconds of CPU of each screen: {string.Join(
                ", ",
                sizes.Select(Legend)
            )}</text>
            <text x="8" y="34" fill="#555">{caption}</text>

            """
        );
        for (var tick = Least; tick <= Most; tick *= 10)
            Append(
                $"""
                <line x1="{X(tick):0.#}" y1="{Top - 8}" x2="{X(tick):0.#}" y2="{height - 8}" stroke="#ddd"/>
                <text x="{X(tick):0.#}" y="{Top - 12}" text-anchor="middle" fill="#555">{tick:0.#}</text>

                """
            );
        Append($"<line x1=\"{X(20):0.#}\" y1=\"{Top - 8}\" x2=\"{X(20):0.#}\" y2=\"{height - 8}\" stroke=\"#c33\"/>\n");
        foreach (var (row, screen) in Screen.All.Index())
        {
            var y = Top + row * RowHeight;
            Append($"<text x=\"8\" y=\"{y + 4}\">{screen.Title}</text>\n");
            foreach (var (place, size) in sizes.Index())
                if (size.Figures.GetValueOrDefault((screen, ScreenRun.Administrator)) is { } figure)
                    Append($"<circle cx=\"{X(figure.Cpu):0.#}\" cy=\"{y}\" r=\"4\" fill=\"{Colours[place]}\"/>\n");
        }
        svg.Append("</svg>\n");
        return svg.ToString();

        void Append(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Legend(ScreensOfSize size, int place) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<tspan fill=\"{Colours[place]}\">● {size.Cases:N0} cases</tspan>"
        );

    private static double X(double milliseconds) =>
        Left
        + (Width - Left - 20) * (Math.Log10(Math.Clamp(milliseconds, Least, Most) / Least) / Math.Log10(Most / Least));
}
