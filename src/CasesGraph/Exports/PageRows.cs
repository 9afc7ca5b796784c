using System.Text.Json;
using CasesGraph.Exports.Writing;

namespace CasesGraph.Exports;

/// <summary>Reads the answer to <see cref="ExportQuery.Page"/>, and gives its rows to a file.</summary>
internal sealed class PageRows(IReadOnlyList<ColumnPlace> places, RowCells cells)
{
    /// <summary>Returns the number of rows, and the cursor behind the last; null where there are no more.</summary>
    public (int Count, string? Next) Give(ReadOnlyMemory<byte> answer, TableFile file)
    {
        var json = new Utf8JsonReader(answer.Span);
        var (hasNext, cursor, count) = (false, default(string), 0);
        while (json.Read())
        {
            if (json.TokenType is not JsonTokenType.PropertyName)
                continue;
            if (json.ValueTextEquals("hasNextPage"u8))
            {
                json.Read();
                hasNext = json.GetBoolean();
            }
            else if (json.ValueTextEquals("endCursor"u8))
            {
                json.Read();
                cursor = json.GetString();
            }
            else if (json.ValueTextEquals("nodes"u8))
                count = GiveRows(answer, ref json, file);
        }
        return (count, hasNext ? cursor : null);
    }

    private int GiveRows(ReadOnlyMemory<byte> answer, ref Utf8JsonReader json, TableFile file)
    {
        var count = 0;
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.StartObject)
        {
            cells.Begin(answer);
            Take(places, ref json);
            file.Add(cells);
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
