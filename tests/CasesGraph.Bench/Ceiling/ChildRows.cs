using System.Data.Common;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

/// <summary>How a text wants a list below each row: the keys of the connection and of its rows, and their shape.</summary>
internal sealed class ChildShape(SelectedField connection, IReadOnlyList<Column> columns)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(connection.Fields.Single().Key);
    public RowShape Row { get; } = new(connection.Fields.Single().Fields, columns);
}

/// <summary>Rows of all owners from one statement, in the order of the owners, whose keys come first.</summary>
internal sealed class ChildRows(DbDataReader rows, ChildShape shape)
{
    private const int PageSize = 50;
    private bool more = rows.Read();

    public void Write(Utf8JsonWriter json, long owner)
    {
        json.WriteStartObject();
        json.WriteStartArray(shape.Key);
        for (var written = 0; more && rows.GetInt64(0) == owner; more = rows.Read())
        {
            if (written++ < PageSize)
                shape.Row.Write(json, rows);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
