using System.Text.Json;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>What is asked of the groups; the objects that they refer to are read together, one plan a dimension.</summary>
internal readonly ref struct CaseGroupReader(
    FieldReading request,
    IReadOnlyList<CaseGroupDimension> dimensions,
    int most
)
{
    private readonly FieldReading request = request;

    public SelectedGroups Read(CollectedField field, string path)
    {
        var fields = request.Fields(CaseGroupTypes.Group, field);
        var keys = new Dictionary<string, List<SelectedGroupKey>>(StringComparer.Ordinal);
        foreach (var part in fields.Where(part => part.Name is "keys"))
            keys.Add(part.Key, Keys(part, Price.Join(path, part.Key)));
        var stats = new Dictionary<string, IReadOnlyList<CollectedField>>(StringComparer.Ordinal);
        foreach (var part in fields.Where(IsMeasure))
            stats.Add(part.Key, request.Fields(CaseGroupTypes.Stats, part));
        return new SelectedGroups(dimensions, fields, keys, stats);
    }

    public static bool IsMeasure(CollectedField field) =>
        GroupMeasure.All.Any(measure => string.Equals(measure.Name, field.Name, StringComparison.Ordinal));

    private List<SelectedGroupKey> Keys(CollectedField field, string path)
    {
        var fields = request.Fields(CaseGroupTypes.Key, field);
        var keys = new List<SelectedGroupKey>();
        foreach (var dimension in dimensions)
            keys.Add(new SelectedGroupKey(dimension, fields, Objects(dimension, fields, path)));
        return keys;
    }

    private Dictionary<string, EntityRead> Objects(
        CaseGroupDimension dimension,
        IReadOnlyList<CollectedField> fields,
        string path
    )
    {
        var objects = new Dictionary<string, EntityRead>(StringComparer.Ordinal);
        if (dimension.Target is not { } target)
            return objects;
        foreach (var field in fields.Where(field => field.Name is "object"))
            objects.Add(field.Key, request.Entity(target, field, Price.Join(path, field.Key), most));
        return objects;
    }
}

/// <summary>The fields of a group that are asked for.</summary>
internal sealed class SelectedGroups(
    IReadOnlyList<CaseGroupDimension> dimensions,
    IReadOnlyList<CollectedField> fields,
    IReadOnlyDictionary<string, List<SelectedGroupKey>> keys,
    IReadOnlyDictionary<string, IReadOnlyList<CollectedField>> stats
)
{
    /// <summary>Reads what the first groups refer to; what comes of it writes their list.</summary>
    public async Task<Action<Utf8JsonWriter>> PrepareAsync(
        ReadGroups groups,
        ReadSession session,
        CancellationToken token
    )
    {
        var objects = new Dictionary<SelectedGroupKey, IReadOnlyDictionary<string, Action<Utf8JsonWriter, long>>>();
        foreach (var key in keys.Values.SelectMany(key => key))
            objects.Add(key, await key.ReadObjectsAsync(groups.Rows, groups.Count, session, token));
        return json =>
        {
            json.WriteStartArray();
            for (var row = 0; row < groups.Count; row++)
                Write(json, groups, row, objects);
            json.WriteEndArray();
        };
    }

    private void Write(
        Utf8JsonWriter json,
        ReadGroups groups,
        int row,
        Dictionary<SelectedGroupKey, IReadOnlyDictionary<string, Action<Utf8JsonWriter, long>>> objects
    )
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            switch (field.Name)
            {
                case "keys":
                    json.WriteStartArray();
                    foreach (var key in keys[field.Key])
                        key.Write(json, groups.Rows, row, objects[key]);
                    json.WriteEndArray();
                    break;
                case "count":
                    json.WriteNumberValue(groups.Rows[row, groups.Rows.Width - 1].Number);
                    break;
                case var name when groups.Durations.TryGetValue(name, out var durations):
                    GroupDurations.Write(
                        json,
                        stats[field.Key],
                        durations.GetValueOrDefault(CaseGroupDimension.KeyAt(dimensions, groups.Rows, row))
                    );
                    break;
                default:
                    json.WriteStringValue(CaseGroupTypes.Group);
                    break;
            }
        }
        json.WriteEndObject();
    }
}

/// <summary>The fields of a group's key in one dimension that are asked for.</summary>
internal sealed class SelectedGroupKey(
    CaseGroupDimension dimension,
    IReadOnlyList<CollectedField> fields,
    IReadOnlyDictionary<string, EntityRead> objects
)
{
    public async Task<IReadOnlyDictionary<string, Action<Utf8JsonWriter, long>>> ReadObjectsAsync(
        RowSet groups,
        int count,
        ReadSession session,
        CancellationToken token
    )
    {
        var written = new Dictionary<string, Action<Utf8JsonWriter, long>>(StringComparer.Ordinal);
        var ids = new HashSet<long>();
        for (var row = 0; row < count; row++)
        {
            if (groups[row, dimension.Column] is { IsNull: false } id)
                ids.Add(id.Number);
        }
        foreach (var (key, read) in objects)
            written[key] = await read.RunAsync(session, ids, token);
        return written;
    }

    public void Write(
        Utf8JsonWriter json,
        RowSet groups,
        int row,
        IReadOnlyDictionary<string, Action<Utf8JsonWriter, long>> written
    )
    {
        var value = groups[row, dimension.Column];
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            switch (field.Name)
            {
                case "field":
                    json.WriteStringValue(dimension.Field.Name);
                    break;
                case "value":
                    dimension.WriteValue(json, value);
                    break;
                case "text" when value.IsNull:
                    json.WriteNullValue();
                    break;
                case "text" when dimension.Target is not null:
                    json.WriteStringValue(groups[row, dimension.Column + 1].Text);
                    break;
                case "text":
                    json.WriteStringValue(dimension.TextOf(value));
                    break;
                case "object" when !value.IsNull && written.TryGetValue(field.Key, out var write):
                    write(json, value.Number);
                    break;
                case "object":
                    json.WriteNullValue();
                    break;
                default:
                    json.WriteStringValue(CaseGroupTypes.Key);
                    break;
            }
        }
        json.WriteEndObject();
    }
}
