using System.Globalization;
using System.Text.Json;
using CasesGraph.Model;

namespace CasesGraph.Server.Http.Uploads;

/// <summary>Which file goes where: the field "map" of a multipart request, checked against its "operations".</summary>
internal sealed class UploadMap
{
    private readonly Dictionary<string, List<UploadPlace>> places = new(StringComparer.Ordinal);

    /// <summary>Refuses a map that does not fit.</summary>
    /// <param name="map">Such as {"0": ["variables.input.files.0"]}.</param>
    public UploadMap(JsonElement map, JsonElement operations)
    {
        if (map.ValueKind is not JsonValueKind.Object)
            throw Refused("map must be a JSON object such as {\"0\": [\"variables.file\"]}.");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in map.EnumerateObject())
        {
            if (file.Value.ValueKind is not JsonValueKind.Array || file.Value.GetArrayLength() == 0)
                throw Refused($"map must give the file {Quotation.Of(file.Name)} a list of at least one path.");
            var own = new List<UploadPlace>();
            foreach (var path in file.Value.EnumerateArray())
            {
                if (path.ValueKind is not JsonValueKind.String)
                    throw Refused("A path in map must be a string such as \"variables.file\".");
                if (!taken.Add(path.GetString()!))
                    throw Refused($"map has the path {Quotation.Of(path.GetString()!)} twice.");
                own.Add(Find(path.GetString()!, operations));
            }
            places.Add(file.Name, own);
        }
    }

    public int Count => places.Values.Sum(own => own.Count);

    public IReadOnlyCollection<string> Files => places.Keys;

    /// <summary>Null for a file that the map does not name.</summary>
    public IReadOnlyList<UploadPlace>? PlacesOf(string file) => places.GetValueOrDefault(file);

    private static UploadPlace Find(string path, JsonElement operations)
    {
        var steps = path.Split('.');
        var request = 0;
        if (operations.ValueKind is JsonValueKind.Array)
        {
            if (Index(steps[0]) is not { } index || index >= operations.GetArrayLength())
                throw Refused(
                    $"The path {Quotation.Of(path)} in map must begin with the operation's place in the batch."
                );
            (request, steps) = (index, steps[1..]);
            operations = operations[index];
        }
        if (steps is not ["variables", _, ..])
            throw Refused($"The path {Quotation.Of(path)} in map must lead to a variable, such as \"variables.file\".");
        var value = operations;
        foreach (var step in steps)
        {
            value = value.ValueKind switch
            {
                JsonValueKind.Object when value.TryGetProperty(step, out var member) => member,
                JsonValueKind.Array when Index(step) is { } at && at < value.GetArrayLength() => value[at],
                _ => throw Refused($"The path {Quotation.Of(path)} in map leads to nothing in operations."),
            };
        }
        return value.ValueKind is JsonValueKind.Null
            ? new UploadPlace(request, string.Join('.', steps[1..]))
            : throw Refused($"operations must have null where the path {Quotation.Of(path)} in map leads.");
    }

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && step.Equals(index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? index
            : null;

    private static RefusedException Refused(string message) => new(Refusal.BadRequest(message));
}

/// <summary>Where a file goes.</summary>
/// <param name="Request">The operation's index in a batch; 0 otherwise.</param>
/// <param name="Path">In the variables, such as input.files.0.</param>
internal sealed record UploadPlace(int Request, string Path);
