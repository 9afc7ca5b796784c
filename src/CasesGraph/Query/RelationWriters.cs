using System.Text.Json;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>An object of the same row, joined; null when its key is.</summary>
internal sealed class ReferenceWriter(string key, int keyColumn, ObjectWriter target) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        if (rows[row, keyColumn].IsNull)
            json.WriteNullValue();
        else
            target.Write(json, rows, row);
    }
}

/// <summary>The one member of a union that is there, or the system itself.</summary>
internal sealed class UnionWriter(string key, (int KeyColumn, ObjectWriter Target)[] members, ObjectWriter system)
    : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        foreach (var (keyColumn, target) in members)
        {
            if (!rows[row, keyColumn].IsNull)
            {
                target.Write(json, rows, row);
                return;
            }
        }
        system.Write(json, rows, row);
    }
}

/// <summary>An object of one of several entities, each of a child plan of its own; null when it is not there.</summary>
internal sealed class OneOfWriter(int keyColumn, FormWriter[] forms) : ObjectWriter([])
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var form = Array.Find(forms, one => one.Only.Has(rows, row));
        if (form is null || rows[row, keyColumn].IsNull)
            json.WriteNullValue();
        else if (form.Child is { } child)
            Write(json, rows.Children[child], rows[row, keyColumn].Number, form.Writer);
        else
            form.Writer.Write(json, rows, row);
    }

    private static void Write(Utf8JsonWriter json, ChildRows children, long key, ObjectWriter writer)
    {
        var (start, length) = children.RangeOf(key);
        if (length == 0)
            json.WriteNullValue();
        else
            writer.Write(json, children.Rows!, start);
    }
}

/// <summary>One of those entities.</summary>
/// <param name="Only">The rows that have it.</param>
/// <param name="Child">The place of its child plan; null where nothing of it is asked for.</param>
internal sealed record FormWriter(RowsOnly Only, int? Child, ObjectWriter Writer);

/// <summary>All rows of a child plan that belong to the row.</summary>
internal sealed class ItemsWriter(string key, int child, int ownerColumn, ObjectWriter item) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var children = rows.Children[child];
        json.WriteStartArray();
        var (start, length) = children.RangeOf(rows[row, ownerColumn].Number);
        for (var index = start; index < start + length; index++)
            item.Write(json, children.Rows!, index);
        json.WriteEndArray();
    }
}

/// <summary>A page of a child plan's rows.</summary>
internal sealed class ConnectionWriter(string key, int child, int ownerColumn, ListWriter list) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) =>
        list.Write(json, rows.Children[child], rows[row, ownerColumn].Number, (RequestValues)rows.Request);
}

/// <summary>How many rows a child plan has counted for the row.</summary>
internal sealed class RowCountWriter(string key, int child, int ownerColumn) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) =>
        json.WriteNumberValue(rows.Children[child].Counts.GetValueOrDefault(rows[row, ownerColumn].Number));
}
