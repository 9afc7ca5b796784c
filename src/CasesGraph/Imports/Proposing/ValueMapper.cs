using System.Text.RegularExpressions;
using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>
/// What values of a file become in a field of few values: by their names and labels, and by the dictionary. Of "3 -
/// Moderate" the word counts; numbers alone say nothing.
/// </summary>
internal sealed partial class ValueMapper
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly ILookup<string, Meaning> words;

    private ValueMapper(TargetField field)
    {
        words = ImportWords.Values(field.ValueType!);
        foreach (var value in field.IsTruth ? [] : field.Scalar!.Names!)
        {
            names[WordKey.Of(value.Name)] = value.Name;
            names[WordKey.Of(Naming.Label($"{value.Value}"))] = value.Name;
        }
    }

    /// <summary>Null for a field whose values are free.</summary>
    public static ValueMapper? Of(TargetField? field) => field?.ValueType is null ? null : new(field);

    /// <summary>Null where nothing is known.</summary>
    public Meaning? Find(string value)
    {
        if (ByWord(value) is { } whole)
            return whole;
        var labelled = Labelled().Match(value);
        return labelled.Success ? ByWord(labelled.Groups["word"].Value) : null;
    }

    /// <summary>All values of a column. P1 says nothing certain where there is a P4 beside it that does not.</summary>
    public IReadOnlyList<Meaning?> FindAll(IReadOnlyList<string> values)
    {
        var found = values.Select(Find).ToList();
        var isDoubted = values.Index().Any(one => IsLevel(one.Item) && found[one.Index] is not { IsCertain: true });
        return isDoubted
            ?
            [
                .. found
                    .Index()
                    .Select(one =>
                        IsLevel(values[one.Index]) && one.Item is { } meant
                            ? meant with
                            {
                                IsCertain = false,
                            }
                            : one.Item
                    ),
            ]
            : found;
    }

    private Meaning? ByWord(string word)
    {
        var key = WordKey.Of(word);
        if (names.TryGetValue(key, out var name))
            return new(name, IsCertain: true);
        var meanings = words[key].ToList();
        return meanings.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count() switch
        {
            0 => null,
            1 => meanings.MaxBy(one => one.IsCertain),
            _ => meanings[0] with { IsCertain = false },
        };
    }

    private static bool IsLevel(string value) => value.Trim() is ['P' or 'p', >= '0' and <= '9'];

    [GeneratedRegex(
        @"^\s*\(?\d{1,3}\)?\s*[-–—:.)]\s*(?<word>\p{L}.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Labelled();
}
