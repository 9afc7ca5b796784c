using System.Globalization;

namespace CasesGraph.Model;

/// <summary>A caller's own text in a message to it.</summary>
internal static class Quotation
{
    private const int Longest = 60;

    /// <summary>Between quotation marks, short enough for a message.</summary>
    public static string Of(object? given)
    {
        var text = Convert.ToString(given, CultureInfo.InvariantCulture) ?? "";
        if (text.Length <= Longest)
            return $"'{text}'";
        return $"'{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}…'";
    }
}
