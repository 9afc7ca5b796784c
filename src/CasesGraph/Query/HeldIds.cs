using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>Opaque ids of an entity's objects that a column of JSON has.</summary>
/// <param name="Path">Names from the records in it to the ids; where lists are, all of their items count.</param>
internal sealed record HeldIds(string Entity, IReadOnlyList<string> Path)
{
    public string Shape => $"={Entity}>{string.Join('>', Path)}";

    public void AddTo(HashSet<long> keys, Cell column)
    {
        var json = new Utf8JsonReader(column.Text);
        Add(JsonElement.ParseValue(ref json), depth: 0, keys);
    }

    /// <summary>The key of an object of the entity; null for any other text.</summary>
    public static long? KeyOf(JsonElement id, string entity) =>
        id.ValueKind is JsonValueKind.String
        && OpaqueId.TryDecode(id.GetString(), out var type, out var key)
        && type.Equals(entity, StringComparison.Ordinal)
            ? key
            : null;

    private void Add(JsonElement value, int depth, HashSet<long> keys)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Add(item, depth, keys);
        }
        else if (depth == Path.Count)
        {
            if (KeyOf(value, Entity) is { } key)
                keys.Add(key);
        }
        else if (value.ValueKind is JsonValueKind.Object && value.TryGetProperty(Path[depth], out var held))
            Add(held, depth + 1, keys);
    }
}
