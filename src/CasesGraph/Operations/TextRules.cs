using System.Globalization;
using System.Text;

namespace CasesGraph.Operations;

/// <summary>What text may be stored: it is checked, never cut and never trimmed.</summary>
public static class TextRules
{
    /// <summary>The first mistake of a text, or null.</summary>
    /// <param name="maxLength">In code points, which is what people count.</param>
    /// <param name="longText">Whether line breaks and tabs may stand in it.</param>
    public static ValidationCode? Check(string text, int? maxLength, bool longText)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = 0;
        for (var i = 0; i < text.Length; length++)
        {
            // Half of a surrogate pair is no character and cannot be written as UTF-8.
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !IsAllowed(rune, longText))
                return ValidationCode.InvalidCharacter;
            i += rune.Utf16SequenceLength;
        }
        return length > maxLength ? ValidationCode.TooLong : null;
    }

    private static bool IsAllowed(Rune rune, bool longText) =>
        Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control
        || (longText && rune.Value is '\n' or '\r' or '\t');
}
