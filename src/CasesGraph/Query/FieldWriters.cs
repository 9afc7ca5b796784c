using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Writes one field of an object from a row.</summary>
internal abstract class FieldWriter(string key)
{
    public JsonEncodedText Key { get; } = JsonEncodedText.Encode(key, JsonText.Encoder);

    public abstract void Write(Utf8JsonWriter json, RowSet rows, int row);
}

internal sealed class ObjectWriter(IReadOnlyList<FieldWriter> fields)
{
    public void Write(Utf8JsonWriter json, RowSet rows, int row)
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

internal sealed class IdWriter(string key, int column, string type) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row) =>
        json.WriteStringValue(OpaqueId.Encode(type, rows[row, column].Number));
}

internal sealed class ScalarWriter(string key, int column, ScalarKind kind, Type type) : FieldWriter(key)
{
    private readonly JsonEncodedText[] names =
        kind is ScalarKind.Enum
            ? [.. Enum.GetNames(type).Select(name => JsonEncodedText.Encode(Naming.UpperSnake(name)))]
            : [];

    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var cell = rows[row, column];
        if (cell.IsNull)
        {
            json.WriteNullValue();
            return;
        }
        switch (kind)
        {
            case ScalarKind.Text or ScalarKind.CaseField:
                json.WriteStringValue(cell.Text);
                break;
            case ScalarKind.Enum:
                json.WriteStringValue(names[cell.Number]);
                break;
            case ScalarKind.Boolean:
                json.WriteBooleanValue(cell.Number != 0);
                break;
            case ScalarKind.Instant:
                JsonText.WriteInstant(json, cell.Number);
                break;
            default:
                json.WriteNumberValue(cell.Number);
                break;
        }
    }
}

/// <summary>A field made from several columns; its value is text, or an object of texts.</summary>
internal sealed class DerivedWriter(
    string key,
    IReadOnlyList<(int Column, ScalarKind Kind, Type Type)> columns,
    DerivedField field
) : FieldWriter(key)
{
    public override void Write(Utf8JsonWriter json, RowSet rows, int row)
    {
        var values = columns.Select(column => Boxed(rows[row, column.Column], column.Kind, column.Type)).ToArray();
        JsonText.WriteAny(json, field.Value(values));
    }

    private static object? Boxed(Cell cell, ScalarKind kind, Type type) =>
        cell.IsNull
            ? null
            : kind switch
            {
                ScalarKind.Text => cell.Text,
                ScalarKind.CaseField => new ChangeLog.CaseField(cell.Text),
                ScalarKind.Enum => Enum.ToObject(type, cell.Number),
                _ => cell.Number,
            };
}
