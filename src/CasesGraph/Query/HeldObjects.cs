using System.Text.Json;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>Writes the objects whose ids a part of a record has: one, or of several those that are there.</summary>
internal sealed class HeldObjects(IReadOnlyList<HeldForm> forms)
{
    public void Write(Utf8JsonWriter json, JsonElement held, RowSet rows)
    {
        if (held.ValueKind is not JsonValueKind.Array)
        {
            if (!TryWrite(json, held, rows))
                json.WriteNullValue();
            return;
        }
        json.WriteStartArray();
        foreach (var id in held.EnumerateArray())
            TryWrite(json, id, rows);
        json.WriteEndArray();
    }

    private bool TryWrite(Utf8JsonWriter json, JsonElement id, RowSet rows)
    {
        foreach (var (entity, child, writer) in forms)
        {
            if (HeldIds.KeyOf(id, entity) is not { } key)
                continue;
            var objects = rows.Children[child];
            var (start, length) = objects.RangeOf(key);
            if (length > 0)
                writer.Write(json, objects.Rows!, start);
            return length > 0;
        }
        return false;
    }
}

/// <summary>An entity that they can be.</summary>
/// <param name="Child">The place of its child plan.</param>
internal sealed record HeldForm(string Entity, int Child, ObjectWriter Writer);
