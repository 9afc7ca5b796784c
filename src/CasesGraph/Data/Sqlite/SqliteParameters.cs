using System.Buffers;
using System.Buffers.Text;
using System.Collections;
using System.Text;
using System.Text.Json;

namespace CasesGraph.Data.Sqlite;

/// <summary>Values of requests as parameters of a prepared statement. A list is one of them, which json_each reads.</summary>
internal static class SqliteParameters
{
    private const int SmallText = 512;
    private const int LongestNumber = 20;

    public static void Bind(nint statement, int index, Holder holder, StatementInput input)
    {
        if (holder.IsKeys && input.Keys.Count == 1)
            SqliteNative.Bind(statement, index, input.Keys.First());
        else if (holder.IsKeys)
            BindKeys(statement, index, input.Keys);
        else if (holder.Slot is not { } slot)
            SqliteNative.Bind(statement, index, input.Limit);
        else if (slot.IsList)
            BindList(statement, index, (IEnumerable)input[slot]);
        else
            Bind(statement, index, StoredValue.Of(input[slot]));
    }

    private static void Bind(nint statement, int index, object value)
    {
        if (value is string text)
            Bind(statement, index, text);
        else
            SqliteNative.Bind(statement, index, (long)value);
    }

    public static void Bind(nint statement, int index, string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = longest <= SmallText ? stackalloc byte[SmallText] : new byte[longest];
        SqliteNative.Bind(statement, index, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private static void BindKeys(nint statement, int index, IReadOnlyCollection<long> keys)
    {
        var longest = 2 + (keys.Count * (LongestNumber + 1));
        var json = longest <= SmallText ? stackalloc byte[SmallText] : new byte[longest];
        json[0] = (byte)'[';
        var length = 1;
        foreach (var key in keys)
        {
            if (length > 1)
                json[length++] = (byte)',';
            Utf8Formatter.TryFormat(key, json[length..], out var digits);
            length += digits;
        }
        json[length++] = (byte)']';
        SqliteNative.Bind(statement, index, json[..length]);
    }

    private static void BindList(nint statement, int index, IEnumerable items)
    {
        var utf8 = new ArrayBufferWriter<byte>(SmallText);
        using var json = new Utf8JsonWriter(utf8);
        json.WriteStartArray();
        foreach (var item in items)
        {
            var value = StoredValue.Of(item);
            if (value is string text)
                json.WriteStringValue(text);
            else
                json.WriteNumberValue((long)value);
        }
        json.WriteEndArray();
        json.Flush();
        SqliteNative.Bind(statement, index, utf8.WrittenSpan);
    }
}
