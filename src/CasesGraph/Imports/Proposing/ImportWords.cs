using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>
/// The dictionary, words.json: what people call fields, values and months in several languages. A word with a question mark
/// is a guess, never certain.
/// </summary>
internal static class ImportWords
{
    private const string Guess = "?";
    private static readonly WordFile File = Read();

    /// <summary>Of every language, with their numbers.</summary>
    public static IReadOnlyList<(string Name, int Month)> Months { get; } =
    [.. File.Months.Values.SelectMany(names => names.Index().Select(one => (one.Item, one.Index + 1)))];

    /// <summary>Whether a line begins as those do that reports end with.</summary>
    public static bool BeginsFooter(string line)
    {
        var key = WordKey.Of(line);
        return Footers.Any(word => key.StartsWith(word, StringComparison.Ordinal));
    }

    private static readonly IReadOnlyList<string> Footers =
    [
        .. File.Footers.Values.SelectMany(words => words.Select(WordKey.Of)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The fields that a word can be the name of.</summary>
    public static ILookup<string, Meaning> Fields(ImportRecords records) =>
        Meanings(File.Fields[Naming.UpperSnake($"{records}")]);

    /// <summary>The values that a word can stand for; none for a type that the dictionary does not have.</summary>
    public static ILookup<string, Meaning> Values(string type) => Meanings(File.Values.GetValueOrDefault(type) ?? []);

    private static ILookup<string, Meaning> Meanings(Dictionary<string, Dictionary<string, string[]>> words) =>
        (
            from meant in words
            from language in meant.Value.Values
            from word in language
            select (
                Key: WordKey.Of(word),
                Meaning: new Meaning(meant.Key, !word.EndsWith(Guess, StringComparison.Ordinal))
            )
        )
            .Distinct()
            .ToLookup(one => one.Key, one => one.Meaning, StringComparer.Ordinal);

    private static WordFile Read()
    {
        using var file = typeof(ImportWords).Assembly.GetManifestResourceStream("CasesGraph.Imports.words.json")!;
        return JsonSerializer.Deserialize<WordFile>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record WordFile(
        Dictionary<string, string[]> Months,
        Dictionary<string, string[]> Footers,
        Dictionary<string, Dictionary<string, Dictionary<string, string[]>>> Fields,
        Dictionary<string, Dictionary<string, Dictionary<string, string[]>>> Values
    );
}

/// <summary>What a word can mean.</summary>
/// <param name="Name">Of a field or a value.</param>
internal sealed record Meaning(string Name, bool IsCertain);
