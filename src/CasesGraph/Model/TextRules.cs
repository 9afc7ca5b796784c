using System.Globalization;
using System.Text;

namespace CasesGraph.Model;

/// <summary>
/// What text may be stored: it is checked, never cut and never trimmed. A text of nothing that can be seen is blank, which
/// is no text: null where there need not be one.
/// </summary>
public static class TextRules
{
    public static bool IsBlank(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(UnseenCharacters.Contains);
    }

    /// <summary>The text of a field that need not have one.</summary>
    public static string? OrNull(string? text) => text is null || IsBlank(text) ? null : text;

    /// <summary>
    /// Whether a line could have the text, however long. Nothing has one that cannot be stored, and not each database can be
    /// asked for it.
    /// </summary>
    public static bool IsStorable(string text) => Check(text, maxLength: null, longText: false) is null;

    /// <summary>
    /// The text with accents in one encoding. Half of a surrogate pair has none, and the check of the text refuses it; nor has
    /// the one code point that is no character and that cannot be composed.
    /// </summary>
    public static string Composed(string text) =>
        !text.Contains('\uFFFE', StringComparison.Ordinal) && Check(text, maxLength: null, longText: true) is null
            ? text.Normalize(NormalizationForm.FormC)
            : text;

    /// <summary>The first mistake of a text, or null.</summary>
    /// <param name="maxLength">In code points, which is what people count.</param>
    /// <param name="longText">
    /// Whether line breaks may stand in it, and what turns the direction of writing; tabs always may, and stay tabs.
    /// </param>
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
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            ? rune.Value is '\t' || (longText && rune.Value is '\n' or '\r')
            : longText || !WritingDirection.IsTurnedBy(rune);
}
