using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CasesGraph.Bench.Screens;

/// <summary>A query as a front end sends it for one of its screens. All of them stand in screens.graphql.</summary>
/// <param name="Kind">Such as lists or searches.</param>
/// <param name="Variables">Names of its variables, without the dollar; <see cref="ScreenValues"/> has values for all.</param>
internal sealed partial record Screen(string Kind, string Name, string Document, IReadOnlyList<string> Variables)
{
    public static IReadOnlyList<Screen> All { get; } = [.. Read()];

    public string Title => $"{Kind}: {Name}";

    /// <summary>Its variables, of all values.</summary>
    public JsonObject Given(JsonObject values) =>
        new(Variables.Select(name => KeyValuePair.Create(name, values[name]?.DeepClone())));

    private static IEnumerable<Screen> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var text = new StreamReader(assembly.GetManifestResourceStream("screens.graphql")!);
        foreach (Match one in OneScreen().Matches(text.ReadToEnd()))
        {
            var document = one.Groups["document"].Value.Trim();
            var variables = Declared().Matches(document).Select(declared => declared.Groups["name"].Value);
            yield return new Screen(one.Groups["kind"].Value, one.Groups["name"].Value, document, [.. variables]);
        }
    }

    [GeneratedRegex(
        @"^# (?<kind>\w+): (?<name>.+)\n(?<document>(?:[^#\n].*\n)+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OneScreen();

    [GeneratedRegex(@"\$(?<name>\w+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declared();
}
