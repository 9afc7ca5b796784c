using System.Text;

namespace CasesGraph.Data;

/// <summary>What a user typed into a search box, as terms that must all occur; each may occur in another index.</summary>
internal static class SearchTerms
{
    /// <summary>
    /// One FTS5 query per term: a word as a prefix, "quotes" as a phrase, a run of Chinese or Japanese as a phrase.
    /// Everything is quoted, so that nothing is an operator. Null when there is no word: then nothing is found.
    /// </summary>
    public static IReadOnlyList<string>? ToFtsQueries(string? search)
    {
        var parts = (search ?? "").Split('"');
        var terms = new List<string>();
        for (var i = 0; i < parts.Length; i++)
        {
            // Every second part stands between quotes; one that is not closed is a separator only.
            var quoted = i % 2 == 1 && i < parts.Length - 1;
            if (!quoted)
                AddWords(terms, parts[i]);
            else if (SearchText.Normalize(parts[i]) is { Length: > 0 } phrase)
                terms.Add($"\"{phrase}\"");
        }
        return terms.Count == 0 ? null : [.. terms.Distinct(StringComparer.Ordinal)];
    }

    private static void AddWords(List<string> terms, string text)
    {
        foreach (var piece in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var run = new List<string>();
            foreach (var word in SearchText.Words(piece))
            {
                if (SearchText.IsIdeographic(Rune.GetRuneAt(word, 0)))
                {
                    run.Add(word);
                    continue;
                }
                AddRun(terms, run);
                terms.Add($"\"{word}\"*");
            }
            AddRun(terms, run);
        }
    }

    private static void AddRun(List<string> terms, List<string> run)
    {
        if (run.Count > 0)
            terms.Add($"\"{string.Join(' ', run)}\"");
        run.Clear();
    }
}
