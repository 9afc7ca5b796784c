using System.Buffers.Text;
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
internal sealed class RowCells(IReadOnlyList<ExportedField> columns, int parts, ZonedTimes times)
{
    /// <summary>Behind the columns stand the row's key, and how many it has of each part.</summary>
    private readonly (CellForm Form, bool IsOwn, int Start, int Length)[] cells = new (CellForm, bool, int, int)[
        columns.Count + 1 + parts
    ];
    private readonly bool[] isTime = [.. columns.Select(column => column.Scalar == Scalar.Instant)];
    private readonly bool[] isText = [.. columns.Select(IsFreeText)];
    private byte[] own = new byte[4096];
    private int used;
    private ReadOnlyMemory<byte> page;

    public int Count => columns.Count;
    public int Parts => parts;

    /// <summary>The place of the key among the cells; those of the counts follow.</summary>
    public static int PlaceOfKey(IReadOnlyList<ExportedField> columns) => columns.Count;

    public long Key => NumberAt(columns.Count)!.Value;

    /// <summary>How many the row has of a part; null where the caller may not see that.</summary>
    public long? CountOf(int part) => NumberAt(columns.Count + 1 + part);

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
            case JsonTokenType.String when isTime[column] && !times.IsUtc:
                cells[column] = (CellForm.Value, true, used, Own(times.Of(value.GetDateTime())));
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

    private long? NumberAt(int place) => Utf8Parser.TryParse(this[place], out long number, out _) ? number : null;

    /// <summary>People wrote it: any text, or whoever it was.</summary>
    private static bool IsFreeText(ExportedField field) =>
        field.Forms.Count > 0 || (field.Scalar is { } scalar && scalar.Type == typeof(string));
}
