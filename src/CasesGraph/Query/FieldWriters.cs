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

/// <summary>A field made from columns; its value is text, a number, an object of texts, or JSON.</summary>
/// <param name="list">The list that the rows are read in, where the value depends on it.</param>
/// <param name="held">What writes those of its parts that are objects.</param>
internal sealed class DerivedWriter(
    SelectedDerived selected,
    (int Column, Scalar Scalar)[] columns,
    int? list,
    IReadOnlyDictionary<SelectedPart, HeldObjects> held
) : FieldWriter(selected.Key)
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
            case JsonElement value:
                Write(json, value, selected.Parts, first: null, rows);
                break;
            case var value:
                JsonText.WriteAny(json, value);
                break;
        }
    }

    private void Write(
        Utf8JsonWriter json,
        JsonElement value,
        IReadOnlyList<SelectedPart> parts,
        int? first,
        RowSet rows
    )
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray().Take(first ?? int.MaxValue))
                Write(json, item, parts, first: null, rows);
            json.WriteEndArray();
        }
        else if (value.ValueKind is not JsonValueKind.Object || parts.Count == 0)
            value.WriteTo(json);
        else
        {
            json.WriteStartObject();
            foreach (var part in parts)
            {
                json.WritePropertyName(part.Key);
                if (part.Name is "__typename")
                    json.WriteStringValue(part.Type);
                // What an earlier version has kept does not have all members of this one.
                else if (!value.TryGetProperty(part.Name, out var told))
                    json.WriteNullValue();
                else if (held.TryGetValue(part, out var objects))
                    objects.Write(json, told, rows);
                else
                    Write(json, told, part.Parts, part.First, rows);
            }
            json.WriteEndObject();
        }
    }

    public static object? Boxed(Cell cell, Scalar scalar) =>
        cell.IsNull ? null
        : scalar.StoredAs is StoredAs.Text ? scalar.FromStored(Encoding.UTF8.GetString(cell.Text))
        : scalar.FromStored(cell.Number);
}
