using System.Globalization;
using System.Text;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Exports;

/// <summary>What a cell is; a value is written with characters that need no care, such as a name of an enum, an id or a time.</summary>
internal enum CellForm
{
    Null,
    Number,
    Flag,
    Value,
    Text,
    Json,
}

/// <summary>The cells of one row, as bytes of the answer that it was read from.</summary>
internal sealed class RowCells(IReadOnlyList<ExportedField> columns, TimeZoneInfo zone)
{
    private readonly (CellForm Form, bool IsOwn, int Start, int Length)[] cells = new (CellForm, bool, int, int)[
        columns.Count
    ];
    private readonly bool[] isTime = [.. columns.Select(column => column.Scalar == Scalar.Instant)];
    private readonly bool[] isText = [.. columns.Select(IsFreeText)];
    private readonly bool isUtc = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;
    private byte[] own = new byte[4096];
    private int used;
    private ReadOnlyMemory<byte> page;

    public int Count => cells.Length;

    public CellForm FormOf(int column) => cells[column].Form;

    /// <summary>The value without what JSON needs around it.</summary>
    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var (_, isOwn, start, length) = cells[column];
            return (isOwn ? own : page.Span).Slice(start, length);
        }
    }

    public void Begin(ReadOnlyMemory<byte> answer)
    {
        (page, used) = (answer, 0);
        Array.Clear(cells);
    }

    /// <summary>Takes the value that the reader stands at.</summary>
    public void Take(int column, ref Utf8JsonReader value)
    {
        var start = (int)value.TokenStartIndex;
        var length = value.ValueSpan.Length;
        switch (value.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.Number:
                cells[column] = (CellForm.Number, false, start, length);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                cells[column] = (CellForm.Flag, false, start, length);
                break;
            case JsonTokenType.String when isTime[column] && !isUtc:
                cells[column] = (CellForm.Value, true, used, Own(Zoned(value.GetDateTime())));
                break;
            case JsonTokenType.String:
                var form = isText[column] ? CellForm.Text : CellForm.Value;
                cells[column] = value.ValueIsEscaped
                    ? (form, true, used, Unescaped(ref value))
                    : (form, false, start + 1, length);
                break;
            case JsonTokenType.StartArray:
                value.Skip();
                cells[column] = (CellForm.Json, false, start, (int)value.BytesConsumed - start);
                break;
            default:
                throw new InvalidOperationException($"A cell of {columns[column].Name} cannot be {value.TokenType}.");
        }
    }

    private int Own(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, own.AsSpan(used));
        used += length;
        return length;
    }

    private int Unescaped(ref Utf8JsonReader value)
    {
        Reserve(value.ValueSpan.Length);
        var length = value.CopyString(own.AsSpan(used));
        used += length;
        return length;
    }

    private void Reserve(int length)
    {
        if (own.Length - used < length)
            Array.Resize(ref own, Math.Max(2 * own.Length, used + length));
    }

    private string Zoned(DateTime time) =>
        TimeZoneInfo
            .ConvertTime(new DateTimeOffset(time.ToUniversalTime()), zone)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>People wrote it: any text, or whoever it was.</summary>
    private static bool IsFreeText(ExportedField field) =>
        field.Forms.Count > 0 || (field.Scalar is { } scalar && scalar.Type == typeof(string));
}
