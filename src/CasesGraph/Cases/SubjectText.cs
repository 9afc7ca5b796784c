using System.Text;
using System.Text.RegularExpressions;
using CasesGraph.Data;

namespace CasesGraph.Cases;

/// <summary>
/// A subject as duplicates are told by it: words in small letters without accents and punctuation, without the prefixes
/// that replying and forwarding add, and without case numbers.
/// </summary>
internal sealed partial class SubjectText
{
    private const int BitsPerRune = 21;

    /// <summary>What stands before a number that tells one request from another and nothing about either.</summary>
    private static readonly HashSet<string> Labels = WordsOf(
        "case ticket incident request caso chamado incidente solicitação solicitud fall vorgang anfrage cas dossier demande справа звернення запит заявка обращение"
    );

    /// <summary>What may stand between the two.</summary>
    private static readonly HashSet<string> Numeros = WordsOf("no nr nº number num número nummer номер");

    private readonly long[] trigrams;

    public SubjectText(string subject)
    {
        Words = Normalize(subject);
        trigrams = TrigramsOf(Words);
    }

    /// <summary>Normalised, with one blank between words; empty when the subject says nothing.</summary>
    public string Words { get; }

    /// <summary>Every three characters in a row, words and the ends of the text set off by a blank; ascending, each once.</summary>
    public ReadOnlySpan<long> Trigrams => trigrams;

    public SubjectNumbers Numbers => field ??= SubjectNumbers.Of(Words);

    public bool IsSameAs(SubjectText other) =>
        ReferenceEquals(this, other) || string.Equals(Words, other.Words, StringComparison.Ordinal);

    /// <summary>How many trigrams both have, of those that either has (Jaccard): 0 to 1; nothing is like an empty one.</summary>
    public double SimilarityTo(SubjectText other)
    {
        if (trigrams.Length == 0 || other.trigrams.Length == 0)
            return 0;
        if (IsSameAs(other))
            return 1;
        var both = 0;
        for (int at = 0, there = 0; at < trigrams.Length && there < other.trigrams.Length; )
        {
            var order = trigrams[at].CompareTo(other.trigrams[there]);
            if (order == 0)
                both++;
            if (order <= 0)
                at++;
            if (order >= 0)
                there++;
        }
        return (double)both / (trigrams.Length + other.trigrams.Length - both);
    }

    public static string Normalize(string subject)
    {
        // Most subjects have neither, and looking for them properly takes longer than all the rest.
        var text = subject.AsSpan().ContainsAny(':', '：', ']') ? Prefixes().Replace(subject, "") : subject;
        if (text.Contains('#', StringComparison.Ordinal))
            text = Number().Replace(text, " ");
        return WithoutNumbers(SearchText.Normalize(text));
    }

    /// <summary>"case 12 printer" → "printer", "ticket no 7" → "".</summary>
    private static string WithoutNumbers(string words)
    {
        if (!words.AsSpan().ContainsAnyInRange('0', '9'))
            return words;
        var kept = new List<string>();
        foreach (var word in words.Split(' '))
        {
            var label = kept.Count - (kept.Count > 0 && Numeros.Contains(kept[^1]) ? 2 : 1);
            if (label >= 0 && Labels.Contains(kept[label]) && word.All(char.IsAsciiDigit))
                kept.RemoveRange(label, kept.Count - label);
            else
                kept.Add(word);
        }
        return string.Join(' ', kept);
    }

    private static long[] TrigramsOf(string words)
    {
        if (words.Length == 0)
            return [];
        var found = new long[words.Length];
        var (count, last) = (0, (long)' ');
        foreach (var rune in words.EnumerateRunes())
        {
            // Of the first rune there are only two characters yet.
            last = Shifted(last, rune.Value);
            if (last >> (2 * BitsPerRune) != 0)
                found[count++] = last;
        }
        found[count++] = Shifted(last, ' ');
        found.AsSpan(..count).Sort();
        var kept = 1;
        for (var at = 1; at < count; at++)
        {
            if (found[at] != found[kept - 1])
                found[kept++] = found[at];
        }
        return found[..kept];

        static long Shifted(long last, int rune) => ((last << BitsPerRune) | (long)rune) & long.MaxValue;
    }

    private static HashSet<string> WordsOf(string words) =>
        words.Split(' ').Select(SearchText.Normalize).ToHashSet(StringComparer.Ordinal);

    /// <summary>Of replies and forwards in the languages of mail programs, and numbers in brackets, one behind the other.</summary>
    [GeneratedRegex(
        @"^(\s*((re|r|fwd?|aw|wg|antw|antwort|enc|res|rv|tr|réf?|sv|vs|vb|ynt|odp|відп|пер|отв|ha|на|返信|回复|转发|転送)\s*(\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4})?\s*[:：]|\[[^\[\]\d]{0,30}\d{1,18}\]))+",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Prefixes();

    [GeneratedRegex(@"#\s?\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
