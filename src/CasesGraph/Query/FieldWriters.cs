using System.Buffers;
using System.Text;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

internal abstract class FieldWriter(string key)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(key, JsonText.Encoder);

    public abstract void Write(Utf8JsonWriter json, RowSet rows, int row);
}

internal class ObjectWriter(FieldWriter[] fields)
{
    public virtual void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            field.Write(json, rows, row);
        }
        json.WriteEndObject();
    }
}

internal sealed class ConstantWriter(string key, string value) : FieldWriter(key)
{
    private readonly JsonEncodedText value = JsonEncodedText.Encode(value, JsonText.Encoder);

    public override void Write(Utf8JsonWriter json, RowSet rows, int row) => json.WriteStringValue(value);
}

internal sealed class NullWriter(string key) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) => json.WriteNullValue();
}

internal sealed class IdWriter(string key, int column, string type) : FieldWriter(key)
{
    private readonly byte[] prefix = OpaqueId.PrefixOf(type);

    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        Span<byte> id = stackalloc byte[OpaqueId.LongestText(prefix)];
        json.WriteStringValue(id[..OpaqueId.Write(id, prefix, rows[row, column].Number)]);
    }
}

internal sealed class ScalarWriter(string key, int column, Scalar scalar) : FieldWriter(key)
{
    private readonly bool isText = scalar.StoredAs is StoredAs.Text;

    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var cell = rows[row, column];
        if (cell.IsNull)
            json.WriteNullValue();
        else if (isText)
            json.WriteStringValue(cell.Text);
        else
            scalar.WriteJson(json, cell.Number);
    }
}

/// <summary>A field made from columns; its value is text, a number, an object of texts, or a JSON array.</summary>
/// <param name="list">The list that the rows are read in, where the value depends on it.</param>
internal sealed class DerivedWriter(SelectedDerived selected, (int Column, Scalar Scalar)[] columns, int? list)
    : FieldWriter(selected.Key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var values = Array.ConvertAll(columns, of => Boxed(rows[row, of.Column], of.Scalar));
        if (selected.Field.OfList)
            values =
            [
                .. values,
                list is { } index ? rows.Followed ?? ((RequestValues)rows.Request).List(index).Followed : null,
            ];
        if (selected.Field.OfOwnRow && !selected.AsksOwn)
            values = [.. values, true];
        if (selected.Field.OfCaller)
            values = [.. values, rows.Caller];
        switch (selected.Field.Value(values))
        {
            case double number:
                json.WriteNumberValue(number);
                break;
            case JsonElement items:
                WriteItems(json, items);
                break;
            case var value:
                JsonText.WriteAny(json, value);
                break;
        }
    }

    private void WriteItems(Utf8JsonWriter json, JsonElement items)
    {
        json.WriteStartArray();
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.Object)
            {
                item.WriteTo(json);
                continue;
            }
            json.WriteStartObject();
            foreach (var (key, name) in selected.Parts)
            {
                json.WritePropertyName(key);
                if (name is "__typename")
                    json.WriteStringValue(selected.Field.Type.Trim('[', ']', '!'));
                else
                    item.GetProperty(name).WriteTo(json);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static object? Boxed(Cell cell, Scalar scalar) =>
        cell.IsNull ? null
        : scalar.StoredAs is StoredAs.Text ? scalar.FromStored(Encoding.UTF8.GetString(cell.Text))
        : scalar.FromStored(cell.Number);
}
