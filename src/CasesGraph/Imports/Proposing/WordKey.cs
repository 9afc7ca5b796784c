using System.Globalization;
using System.Text;

namespace CasesGraph.Imports.Proposing;

/// <summary>Words as they are compared: without case, accents, blanks around them, and marks between them.</summary>
internal static class WordKey
{
    /// <summary>assignedTo, "Assigned to:", ASSIGNED_TO → assigned to.</summary>
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        var last = '\0';
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            var isLetter = char.IsLetterOrDigit(letter) || letter is '#';
            // Between assigned and To.
            if (char.IsUpper(letter) && char.IsLower(last))
                key.Append(' ');
            if (isLetter)
                key.Append(char.ToLowerInvariant(letter));
            else if (!IsIgnored(letter) && key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
            last = letter;
        }
        return key.ToString().TrimEnd();
    }

    /// <summary>Marks of accents, apostrophes, and what has no width.</summary>
    private static bool IsIgnored(char letter) =>
        letter is '\'' or '’'
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;
}
