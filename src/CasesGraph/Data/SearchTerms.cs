using System.Globalization;
using System.Text;

namespace CasesGraph.Data;

/// <summary>One of the terms that must all occur; each may occur in another index.</summary>
/// <param name="Words">Normalised, with blanks between them.</param>
/// <param name="IsPhrase">These words side by side, each complete; otherwise one word, as a prefix.</param>
internal sealed record SearchTerm(string Words, bool IsPhrase)
{
    /// <summary>
    /// What occurs in a normalised text that has a blank before and behind each word, when, and only when, the term does.
    /// </summary>
    public string Probe => IsPhrase ? $" {Words} " : $" {Words}";

    /// <summary>Whether it is one word of digits, as groups of a telephone number are.</summary>
    public bool IsDigits => !IsPhrase && Words.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The number that the one word is.</summary>
    public long? Number =>
        long.TryParse(Words, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What a user typed into a search box.</summary>
internal static class SearchTerms
{
    /// <summary>
    /// A word as a prefix, "quotes" as a phrase, a run of Chinese or Japanese as a phrase; nothing is an operator. None
    /// when there is no word: then nothing is found.
    /// </summary>
    public static IReadOnlyList<SearchTerm> Read(string? search) => [.. All(search).Distinct()];

    /// <summary>What finds only what two searches find each; a blank one counts as not given.</summary>
    public static string Both(string one, string? other) =>
        string.IsNullOrWhiteSpace(other) ? one
        : string.IsNullOrWhiteSpace(one) || Read(other).Count == 0 ? other
        // One that has no word finds nothing, whatever the other has.
        : Read(one).Count == 0 ? one
        : $"{Closed(one)} {other}";

    /// <summary>Without the last quote where that is not closed, for it is a separator only.</summary>
    private static string Closed(string search) =>
        search.Count(letter => letter == '"') % 2 == 0
            ? search
            : $"{search[..search.LastIndexOf('"')]} {search[(search.LastIndexOf('"') + 1)..]}";

    /// <summary>Groups of digits that stand side by side, as those of one telephone number may.</summary>
    public static IEnumerable<IReadOnlyList<SearchTerm>> DigitGroups(string? search)
    {
        var groups = new List<SearchTerm>();
        foreach (var term in All(search).Append(new SearchTerm("", IsPhrase: true)))
        {
            if (term.IsDigits)
            {
                groups.Add(term);
                continue;
            }
            if (groups.Count > 1)
                yield return [.. groups];
            groups.Clear();
        }
    }

    private static List<SearchTerm> All(string? search)
    {
        var parts = (search ?? "").Split('"');
        var terms = new List<SearchTerm>();
        for (var i = 0; i < parts.Length; i++)
        {
            // Every second part stands between quotes; one that is not closed is a separator only.
            var quoted = i % 2 == 1 && i < parts.Length - 1;
            if (!quoted)
                AddWords(terms, parts[i]);
            else if (SearchText.Normalize(parts[i]) is { Length: > 0 } phrase)
                terms.Add(new SearchTerm(phrase, IsPhrase: true));
        }
        return terms;
    }

    private static void AddWords(List<SearchTerm> terms, string text)
    {
        foreach (var piece in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var run = new List<string>();
            foreach (var word in SearchText.Words(piece))
            {
                if (SearchLetters.IsIdeographic(Rune.GetRuneAt(word, 0)))
                {
                    run.Add(word);
                    continue;
                }
                AddRun(terms, run);
                terms.Add(new SearchTerm(word, IsPhrase: false));
            }
            AddRun(terms, run);
        }
    }

    private static void AddRun(List<SearchTerm> terms, List<string> run)
    {
        if (run.Count > 0)
            terms.Add(new SearchTerm(string.Join(' ', run), IsPhrase: true));
        run.Clear();
    }
}
