using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Writes a connection: the page, what is around it, and the count.</summary>
internal sealed class ListWriter(int index, ListPartWriter[] parts)
{
    public void Write(Utf8JsonWriter json, ChildRows children, long owner, RequestValues request)
    {
        var page = new Page(children, owner, request.List(index));
        json.WriteStartObject();
        foreach (var part in parts)
        {
            json.WritePropertyName(part.Key);
            part.Write(json, page);
        }
        json.WriteEndObject();
    }
}

/// <summary>The rows of one owner, of which one more than the page may have been read to see whether there are more.</summary>
internal sealed class Page(ChildRows children, long owner, ListArguments arguments)
{
    private readonly (int Start, int Length) range = children.RangeOf(owner);

    public ListArguments Arguments => arguments;
    public RowSet Rows => children.Rows!;
    public int Count => Math.Min(range.Length, arguments.Size);
    public long TotalCount => children.Counts.GetValueOrDefault(owner);
    public long EstimatedCount => children.Estimate ?? TotalCount;

    /// <summary>The position in the log where the page ends without being full; null for any other page.</summary>
    public long? LookedUpTo => children.LookedUpTo;
    public bool HasNext => arguments.Backward ? arguments.Before is not null : HasMore;
    public bool HasPrevious => arguments.Backward ? HasMore : arguments.After is not null;

    private bool HasMore => range.Length > arguments.Size || LookedUpTo is not null;

    /// <summary>A page from the end is read backwards.</summary>
    public int RowAt(int place) => arguments.Backward ? range.Start + Count - 1 - place : range.Start + place;
}

internal abstract class ListPartWriter(string key)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(key, JsonText.Encoder);

    public abstract void Write(Utf8JsonWriter json, Page page);
}

internal sealed class ListTypeNameWriter(string key, string name) : ListPartWriter(key)
{
    public override void Write(Utf8JsonWriter json, Page page) => json.WriteStringValue(name);
}

internal sealed class CountWriter(string key, Func<Page, long> count) : ListPartWriter(key)
{
    public override void Write(Utf8JsonWriter json, Page page) => json.WriteNumberValue(count(page));
}

/// <summary>Nodes or edges: an object for each row of the page.</summary>
internal sealed class PageRowsWriter(string key, ObjectWriter item) : ListPartWriter(key)
{
    public override void Write(Utf8JsonWriter json, Page page)
    {
        json.WriteStartArray();
        for (var place = 0; place < page.Count; place++)
            item.Write(json, page.Rows, page.RowAt(place));
        json.WriteEndArray();
    }
}

internal sealed class PageInfoWriter(
    string key,
    IReadOnlyList<(string Key, PageInfoField Field)> fields,
    CursorColumns cursors
) : ListPartWriter(key)
{
    public override void Write(Utf8JsonWriter json, Page page)
    {
        json.WriteStartObject();
        foreach (var (name, field) in fields)
        {
            json.WritePropertyName(name);
            switch (field)
            {
                case PageInfoField.HasNextPage:
                    json.WriteBooleanValue(page.HasNext);
                    break;
                case PageInfoField.HasPreviousPage:
                    json.WriteBooleanValue(page.HasPrevious);
                    break;
                case PageInfoField.TypeName:
                    json.WriteStringValue("PageInfo"u8);
                    break;
                case PageInfoField.StartCursor
                or PageInfoField.EndCursor
                    when page.LookedUpTo is { } end
                        && (page.Count == 0 || field is PageInfoField.StartCursor == page.Arguments.Backward):
                    json.WriteStringValue(LogPosition.ToCursor(end));
                    break;
                case var _ when page.Count == 0:
                    json.WriteNullValue();
                    break;
                default:
                    var place = field is PageInfoField.StartCursor ? 0 : page.Count - 1;
                    json.WriteStringValue(cursors.CursorOf(page.Rows, page.RowAt(place), page.Arguments));
                    break;
            }
        }
        json.WriteEndObject();
    }
}

/// <summary>Where a row holds the values that its cursor is made of.</summary>
internal sealed class CursorColumns(IReadOnlyList<int> columns)
{
    public string CursorOf(RowSet rows, int row, ListArguments arguments) =>
        arguments.Cursors.Encode([.. columns.Select(column => rows[row, column])]);
}

internal sealed class CursorWriter(string key, int list, CursorColumns cursors) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) =>
        json.WriteStringValue(cursors.CursorOf(rows, row, ((RequestValues)rows.Request).List(list)));
}

/// <summary>The node of an edge: an object of the same row.</summary>
internal sealed class NodeWriter(string key, ObjectWriter node) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) => node.Write(json, rows, row);
}
