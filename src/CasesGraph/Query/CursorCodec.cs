using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>
/// Cursors of one list: version, the order's values and the key, and a seal over these and the list's identity (field,
/// filter, search, order). A cursor of another list, or a damaged one, does not open. Lists of changes use the bare
/// position in the log instead.
/// </summary>
/// <param name="list">Equal for two lists when, and only when, cursors of one are good in the other.</param>
public sealed class CursorCodec(ListIdentity list, IReadOnlyList<OrderKey> order, bool isLog)
{
    private const byte Version = 1;
    private const int SealLength = 8;
    private const int LongestCursor = 8192;

    private byte[]? identityHash;

    /// <summary>Whether they are positions in the log.</summary>
    internal bool IsLog => isLog;

    /// <summary>Only lists whose cursors are written or read need it.</summary>
    private byte[] IdentityHash => identityHash ??= SHA256.HashData(Encoding.UTF8.GetBytes(list.Text));

    internal string Encode(ReadOnlySpan<Cell> values)
    {
        if (isLog)
            return LogPosition.ToCursor(values[0].Number);
        var buffer = new ArrayBufferWriter<byte>(64);
        buffer.Write([Version]);
        using (var json = new Utf8JsonWriter(buffer, JsonText.Options))
        {
            json.WriteStartArray();
            for (var index = 0; index < values.Length; index++)
            {
                if (values[index].IsNull)
                    json.WriteNullValue();
                else if (order[index].Scalar.StoredAs is StoredAs.Text)
                    json.WriteStringValue(values[index].Text);
                else
                    json.WriteNumberValue(values[index].Number);
            }
            json.WriteEndArray();
        }
        buffer.Write(Seal(buffer.WrittenSpan));
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>The values of a cursor, or null when it is not one of this list.</summary>
    public IReadOnlyList<object?>? Decode(string cursor)
    {
        if (isLog)
            return LogPosition.TryParse(cursor, out var position) ? [position] : null;
        if (cursor.Length is 0 or > LongestCursor || !Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        // Blanks, padding and stray bits decode too; only the one text that Encode writes may pass.
        if (!string.Equals(Base64Url.EncodeToString(bytes), cursor, StringComparison.Ordinal))
            return null;
        if (bytes.Length <= SealLength || bytes[0] != Version)
            return null;
        var content = bytes.AsSpan(..^SealLength);
        return Seal(content).AsSpan().SequenceEqual(bytes.AsSpan(^SealLength..)) ? Values(content[1..]) : null;
    }

    /// <summary>The seal held, so the content is what <see cref="Encode"/> wrote for this very order.</summary>
    private List<object?> Values(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content);
        json.Read();
        var values = new List<object?>(order.Count);
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
        {
            values.Add(
                json.TokenType switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.String => json.GetString(),
                    _ => json.GetInt64(),
                }
            );
        }
        return values;
    }

    private byte[] Seal(ReadOnlySpan<byte> content)
    {
        Span<byte> sealedContent = new byte[IdentityHash.Length + content.Length];
        IdentityHash.CopyTo(sealedContent);
        content.CopyTo(sealedContent[IdentityHash.Length..]);
        return SHA256.HashData(sealedContent)[..SealLength];
    }
}

/// <summary>What tells one list from another, whatever its page.</summary>
/// <param name="Shape">Of its order and filter.</param>
/// <param name="Brought">The first values, as many as the count says, are those of the filter and the search.</param>
/// <param name="Kept">Which condition it names, in which version (<see cref="KeptCondition.Identity"/>); null for none.</param>
public sealed record ListIdentity(
    string Field,
    bool IncludeDeleted,
    SearchArgument? Search,
    string Shape,
    ListValues Brought,
    int Count,
    string? Kept = null
)
{
    public string Text =>
        $"{Field}|{IncludeDeleted}|{Search?.Shape}|{Shape}|{Brought.IdentityOf(Count)}"
        + (Kept is null ? "" : $"|{Kept}");
}
