using System.Runtime.InteropServices;
using System.Text;

namespace CasesGraph.Data;

/// <summary>Puts the words of a text together from its decomposed characters.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct WordReader(StringBuilder words)
{
    private bool inWord;
    private bool afterIdeograph;
    private Rune last;

    public readonly string Text => words.ToString();

    /// <summary>What there is so far, with the blanks between words.</summary>
    public readonly int Length => words.Length;

    /// <summary>Goes on; the answer is whether a word begins.</summary>
    public bool Add(Rune rune)
    {
        if (SearchLetters.IsPassedOver(rune))
            return false;
        if (rune == SearchLetters.ZeroWidthSpace)
        {
            inWord &= !SearchLetters.IsUnspaced(last);
            return false;
        }
        if (SearchLetters.IsVoicing(rune))
        {
            last = rune;
            if (afterIdeograph)
                words.Append(rune);
            return false;
        }
        if (rune == SearchLetters.MiddleDot && inWord && words[^1] == SearchLetters.BeforeMiddleDot)
            return false;
        last = rune;
        afterIdeograph = SearchLetters.IsIdeographic(rune);
        var letter = !afterIdeograph && SearchLetters.IsOfWord(rune);
        var begins = afterIdeograph || (letter && !inWord);
        if (begins && words.Length > 0)
            words.Append(' ');
        if (afterIdeograph)
            words.Append(rune);
        else if (letter)
            Append(CaseFolding.Fold(rune));
        inWord = letter;
        return begins;
    }

    private readonly void Append(Rune folded)
    {
        if (!folded.IsAscii && FoldedLetters.All.TryGetValue(folded, out var plain))
            words.Append(plain);
        else
            words.Append(folded);
    }
}
