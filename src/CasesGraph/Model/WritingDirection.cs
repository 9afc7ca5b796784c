using System.Text;

namespace CasesGraph.Model;

/// <summary>
/// Characters that turn the direction of what follows, so that a line reads as another: the file "invoice\u202Efdp.exe"
/// looks like a PDF. The marks of a direction, which belong to Arabic and Hebrew text, turn nothing.
/// </summary>
internal static class WritingDirection
{
    /// <summary>Embeddings, overrides and their end; isolates and theirs.</summary>
    public static bool IsTurnedBy(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Char by char: half of a character stays, and is refused as such.</summary>
    public static string Unturned(string text) =>
        string.Concat(text.Where(letter => !Rune.TryCreate(letter, out var rune) || !IsTurnedBy(rune)));
}
