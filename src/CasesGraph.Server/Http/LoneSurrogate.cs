using System.Buffers.Text;

namespace CasesGraph.Server.Http;

/// <summary>Finds escapes such as \uD83D without their other half: JSON's grammar allows them, Unicode does not.</summary>
internal static class LoneSurrogate
{
    private const int EscapeLength = 6;

    public static bool IsIn(ReadOnlySpan<byte> json)
    {
        for (var next = json.IndexOf((byte)'\\'); next >= 0; next = json.IndexOf((byte)'\\'))
        {
            json = json[next..];
            if (Unit(json) is not { } unit)
            {
                // Another escape: its second character may be a backslash, which begins nothing.
                json = json[Math.Min(2, json.Length)..];
                continue;
            }
            json = json[EscapeLength..];
            if (char.IsLowSurrogate(unit))
                return true;
            if (!char.IsHighSurrogate(unit))
                continue;
            if (Unit(json) is not { } other || !char.IsLowSurrogate(other))
                return true;
            json = json[EscapeLength..];
        }
        return false;
    }

    /// <summary>The UTF-16 unit of an escape \uXXXX that the text begins with.</summary>
    private static char? Unit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength
        && json.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(json[2..EscapeLength], out ushort unit, out var read, 'x')
        && read == EscapeLength - 2
            ? (char)unit
            : null;
}
