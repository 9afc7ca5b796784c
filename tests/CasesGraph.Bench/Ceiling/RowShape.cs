using System.Data.Common;
using System.Text;
using System.Text.Json;
using CasesGraph.Bench.Texts;

namespace CasesGraph.Bench.Ceiling;

internal enum ColumnKind
{
    Text,
    Number,
    Instant,
    Name,
    Id,
    Rows,
}

/// <summary>Where a field's value stands in a row, and how it reads in the answer.</summary>
/// <param name="Field">Its name in the schema.</param>
/// <param name="Names">The names of an enum, or the type of an id.</param>
internal sealed record Column(string Field, int Ordinal, ColumnKind Kind, params string[] Names)
{
    /// <summary>Fields of the object that the row's reference leads to; its key is null where there is none.</summary>
    public IReadOnlyList<Column> Inner { get; init; } = [];
}

/// <summary>Writes an object from a row of a reader, with the keys and in the order of a text.</summary>
internal sealed class RowShape
{
    private readonly Part[] parts;

    public RowShape(IEnumerable<SelectedField> fields, IReadOnlyList<Column> columns) =>
        parts = [
            .. fields.Select(field => new Part(
                field,
                columns.FirstOrDefault(column => string.Equals(column.Field, field.Name, StringComparison.Ordinal))
            )),
        ];

    /// <summary>Writes the row that the reader stands on.</summary>
    /// <param name="children">Rows of lists below, at the ordinals of their columns.</param>
    public void Write(Utf8JsonWriter json, DbDataReader row, params ReadOnlySpan<ChildRows> children)
    {
        json.WriteStartObject();
        foreach (var part in parts)
        {
            json.WritePropertyName(part.Key);
            if (part.Column.Kind is ColumnKind.Rows)
                children[part.Column.Ordinal].Write(json, owner: row.GetInt64(0));
            else
                WriteValue(json, row, part);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, DbDataReader row, Part part)
    {
        var ordinal = part.Column.Ordinal;
        if (row.IsDBNull(ordinal))
        {
            json.WriteNullValue();
            return;
        }
        if (part.Inner is { } inner)
        {
            inner.Write(json, row);
            return;
        }
        switch (part.Column.Kind)
        {
            case ColumnKind.Text:
                json.WriteStringValue(row.GetString(ordinal));
                break;
            case ColumnKind.Number:
                json.WriteNumberValue(row.GetInt64(ordinal));
                break;
            case ColumnKind.Instant:
                JsonValues.WriteInstant(json, row.GetInt64(ordinal));
                break;
            case ColumnKind.Name:
                json.WriteStringValue(part.Names[row.GetInt32(ordinal)]);
                break;
            case ColumnKind.Id:
                JsonValues.WriteId(json, part.IdPrefix, row.GetInt64(ordinal));
                break;
        }
    }

    private sealed class Part(SelectedField field, Column? column)
    {
        public JsonEncodedText Key { get; } = JsonEncodedText.Encode(field.Key);
        public Column Column { get; } =
            column ?? throw new ArgumentOutOfRangeException(nameof(column), field.Name, "No such column.");
        public RowShape? Inner { get; } =
            column is { Inner.Count: > 0 } ? new RowShape(field.Fields, column.Inner) : null;
        public JsonEncodedText[] Names { get; } = [.. column!.Names.Select(name => JsonEncodedText.Encode(name))];
        public byte[] IdPrefix { get; } =
            column.Kind is ColumnKind.Id ? Encoding.ASCII.GetBytes(column.Names[0] + ":") : [];
    }
}
