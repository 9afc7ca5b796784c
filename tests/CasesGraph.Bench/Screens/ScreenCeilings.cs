using System.Reflection;
using System.Text.RegularExpressions;
using CasesGraph.Bench.Ceiling;
using CasesGraph.Bench.Running;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Screens;

/// <summary>The statement that a screen would be by hand.</summary>
internal sealed record ScreenCeiling(string Sql, IReadOnlyList<string> Parameters);

/// <summary>Statements for screens, by their titles. All of them stand in ceilings.sql.</summary>
internal static partial class ScreenCeilings
{
    public const string Figure = "screens";

    public static IReadOnlyDictionary<string, ScreenCeiling> All { get; } =
        Read().ToDictionary(one => one.Title, one => one.Ceiling, StringComparer.Ordinal);

    /// <summary>A screen as a text that the ceiling's server knows by its title.</summary>
    public static RequestText Text(Screen screen) =>
        new(
            screen.Document,
            new SelectedField(screen.Title, screen.Title, []),
            new Dictionary<string, System.Text.Json.Nodes.JsonNode>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        );

    private static IEnumerable<(string Title, ScreenCeiling Ceiling)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var text = new StreamReader(assembly.GetManifestResourceStream("ceilings.sql")!);
        foreach (Match one in OneCeiling().Matches(text.ReadToEnd()))
        {
            var sql = one.Groups["sql"].Value.Trim();
            var parameters = Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal);
            yield return (one.Groups["title"].Value, new ScreenCeiling(sql, [.. parameters]));
        }
    }

    [GeneratedRegex(
        @"^-- (?<title>.+)\n(?<sql>(?:(?!--).+\n)+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OneCeiling();

    [GeneratedRegex(@"@\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
