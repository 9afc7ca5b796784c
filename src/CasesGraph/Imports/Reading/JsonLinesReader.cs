using System.Text;
using System.Text.Json;

namespace CasesGraph.Imports.Reading;

/// <summary>
/// A JSON object a line. What is in objects below has names with dots, such as account.name; a list is one cell. Names
/// become columns as they are met.
/// </summary>
internal sealed class JsonLinesReader(Stream file, ImportSettings limits, Checkpoint from, IReadOnlyList<string> known)
    : TableReader(limits)
{
    private const int Deepest = 8;
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    private readonly ImportSettings limits = limits;
    private readonly CsvReader lines = new(file, FileEncoding.Utf8, CsvForm.Lines, limits, from);
    private readonly List<string> names = [.. known];
    private readonly Dictionary<string, int> columns = known
        .Index()
        .ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);

    private readonly List<(int Start, int Length, CellKind Kind)> cells = [];
    private byte[] bytes = new byte[4096];
    private int written;

    public override long Position => lines.Position;
    public override long Size => lines.Size;
    public override IReadOnlyList<string> Names => names;
    public override ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, written);
    public override ReadOnlySpan<byte> this[int cell] => bytes.AsSpan(cells[cell].Start, cells[cell].Length);
    public override Checkpoint Next => lines.Next;

    public override CellKind KindOf(int cell) => cells[cell].Kind;

    public override bool Read()
    {
        if (!lines.Read())
            return false;
        (Row, Line, Mistake, written) = (lines.Row, lines.Line, RecordMistake.None, 0);
        cells.Clear();
        if (lines.Mistake is RecordMistake.TooLong)
            Mistake = RecordMistake.TooLong;
        else if (!Ascii.IsValid(lines[0]) || lines[0].ContainsAnyExcept(" \t"u8))
            Take(lines[0]);
        Count = cells.Count;
        return true;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, Strict);
        try
        {
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
                throw new JsonException("A line is one JSON object.");
            TakeObject(ref json, line, path: "", depth: 0);
            // Nothing may follow.
            json.Read();
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            Mistake = RecordMistake.Malformed;
            cells.Clear();
        }
        if (cells.Exists(cell => cell.Length > limits.CellBytes))
            Mistake = RecordMistake.TooLong;
    }

    private void TakeObject(ref Utf8JsonReader json, ReadOnlySpan<byte> line, string path, int depth)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = path + json.GetString();
            json.Read();
            if (json.TokenType is JsonTokenType.StartObject && depth < Deepest)
                TakeObject(ref json, line, name + ".", depth + 1);
            else
                TakeValue(ref json, line, ColumnOf(name));
        }
    }

    private void TakeValue(ref Utf8JsonReader json, ReadOnlySpan<byte> line, int column)
    {
        var start = written;
        var kind = CellKind.Bare;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                kind = CellKind.Empty;
                break;
            case JsonTokenType.String:
                Reserve(json.ValueSpan.Length);
                written += json.CopyString(bytes.AsSpan(written));
                kind = CellKind.Quoted;
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var begin = (int)json.TokenStartIndex;
                json.Skip();
                Write(line[begin..(int)json.BytesConsumed]);
                kind = CellKind.Json;
                break;
            default:
                Write(json.ValueSpan);
                break;
        }
        while (cells.Count <= column)
            cells.Add((0, 0, CellKind.Empty));
        cells[column] = (start, written - start, kind);
    }

    private int ColumnOf(string name)
    {
        if (columns.TryGetValue(name, out var column))
            return column;
        if (names.Count == limits.MaxColumns)
            throw new UnreadableFileException($"The objects have more than {limits.MaxColumns} different names.");
        names.Add(name);
        return columns[name] = names.Count - 1;
    }

    private void Write(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(bytes.AsSpan(written));
        written += value.Length;
    }

    private void Reserve(int count)
    {
        if (written + count > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, written + count));
    }
}
