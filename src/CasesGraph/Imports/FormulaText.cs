namespace CasesGraph.Imports;

/// <summary>
/// Texts that a spreadsheet would take for a formula: they get one apostrophe more in front, which an import takes off. So
/// do those that look like one behind apostrophes, or what is taken off could not be told.
/// </summary>
internal static class FormulaText
{
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart((byte)'\'');
        return Begins(rest) && !(rest.Length == text.Length && IsNumber(text));
    }

    /// <summary>By a sign of ASCII, or its full-width form.</summary>
    private static bool Begins(ReadOnlySpan<byte> text) =>
        text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r', ..]
        || text.StartsWith("＝"u8)
        || text.StartsWith("＋"u8)
        || text.StartsWith("－"u8)
        || text.StartsWith("＠"u8);

    /// <summary>Digits behind a sign, with one point or comma among them.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var digits = text[1..];
        if (text[0] is not ((byte)'+' or (byte)'-') || digits.IsEmpty)
            return false;
        var at = digits.IndexOfAny((byte)'.', (byte)',');
        return at < 0 ? AreDigits(digits) : AreDigits(digits[..at]) && AreDigits(digits[(at + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
