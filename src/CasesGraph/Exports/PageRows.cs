using System.Text.Json;

namespace CasesGraph.Exports;

/// <summary>Reads the rows of the answer to <see cref="ExportQuery.Page"/>, one after the other.</summary>
internal sealed class PageRows(IReadOnlyList<ColumnPlace> places, RowCells cells)
{
    /// <summary>The cursor behind the last; null where there are no more.</summary>
    public string? Next(ReadOnlyMemory<byte> answer)
    {
        var json = new Utf8JsonReader(answer.Span);
        while (json.Read() && !Is(ref json, "pageInfo"u8)) { }
        json.Read();
        return PageEnd.Read(ref json);
    }

    /// <summary>Returns the number of rows.</summary>
    /// <param name="add">Is told of each where in the answer it begins, once the cells have it.</param>
    public int Give(ReadOnlyMemory<byte> answer, Action<int> add)
    {
        var json = new Utf8JsonReader(answer.Span);
        while (json.Read() && !Is(ref json, "nodes"u8)) { }
        return GiveRows(answer, ref json, add);
    }

    /// <summary>Takes one of them once more.</summary>
    public void Take(ReadOnlyMemory<byte> answer, int start)
    {
        var json = new Utf8JsonReader(answer.Span[start..]);
        json.Read();
        cells.Begin(answer[start..]);
        Take(places, ref json);
    }

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> field) =>
        json.TokenType is JsonTokenType.PropertyName && json.ValueTextEquals(field);

    private int GiveRows(ReadOnlyMemory<byte> answer, ref Utf8JsonReader json, Action<int> add)
    {
        var count = 0;
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.StartObject)
        {
            var start = (int)json.TokenStartIndex;
            cells.Begin(answer);
            Take(places, ref json);
            add(start);
            count++;
        }
        return count;
    }

    /// <summary>To the end of an object, whose fields are in the order of the query.</summary>
    private void Take(IReadOnlyList<ColumnPlace> fields, ref Utf8JsonReader json)
    {
        for (var field = 0; json.Read() && json.TokenType is JsonTokenType.PropertyName; field++)
        {
            json.Read();
            var place = fields[field];
            if (place.Column is not { } column)
            {
                if (json.TokenType is JsonTokenType.StartObject)
                    Take(place.Below, ref json);
            }
            else if (json.TokenType is JsonTokenType.StartObject)
                Take([place], ref json);
            else
                cells.Take(column, ref json);
        }
    }
}
