using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CasesGraph.Query;

/// <summary>
/// A place in the change log. Its cursor is the bare position, opaque to clients: valid in every list of changes and in
/// the feed, under any filter.
/// </summary>
public static class LogPosition
{
    private const string Prefix = "log1:";

    public static string ToCursor(long position) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Prefix + position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>False when the text is no cursor of the log.</summary>
    public static bool TryParse(string cursor, out long position)
    {
        position = 0;
        if (cursor.Length > 64 || !Base64Url.IsValid(cursor))
            return false;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out position)
            && string.Equals(ToCursor(position), cursor, StringComparison.Ordinal);
    }
}
