using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CasesGraph.Bench.Ceiling;

/// <summary>The product's scalars, written without a string in between.</summary>
internal static class JsonValues
{
    public static void WriteInstant(Utf8JsonWriter json, long microseconds)
    {
        var time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        Span<byte> text = stackalloc byte[32];
        var format = microseconds % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFZ";
        time.TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..written]);
    }

    public static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> prefix, long key)
    {
        Span<byte> id = stackalloc byte[96];
        json.WriteStringValue(id[..FormatId(id, prefix, key)]);
    }

    public static string Id(ReadOnlySpan<byte> prefix, long key)
    {
        Span<byte> id = stackalloc byte[96];
        return Encoding.ASCII.GetString(id[..FormatId(id, prefix, key)]);
    }

    /// <summary>base64url of type, colon and key.</summary>
    private static int FormatId(Span<byte> id, ReadOnlySpan<byte> prefix, long key)
    {
        Span<byte> plain = stackalloc byte[64];
        prefix.CopyTo(plain);
        Utf8Formatter.TryFormat(key, plain[prefix.Length..], out var digits);
        return Base64Url.EncodeToUtf8(plain[..(prefix.Length + digits)], id);
    }
}
