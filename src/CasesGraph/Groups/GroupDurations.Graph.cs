using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using CasesGraph.Data;
using CasesGraph.Graph.Reading;
using CasesGraph.Query;

namespace CasesGraph.Groups;

/// <summary>How long something takes in a group of cases; seconds. Median and 90th percentile are 0 where not asked for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupDuration(long Count, long Average, long Median, long P90);

/// <summary>One measure of the groups of a page, read by one statement.</summary>
internal sealed class GroupDurations(
    GroupMeasure measure,
    IReadOnlyList<CaseGroupDimension> dimensions,
    Planned<Statement> statement
)
{
    public GroupMeasure Measure => measure;

    /// <summary>Reads those of some groups, by the values of their dimensions.</summary>
    /// <param name="count">How many of the rows are on the page.</param>
    public async Task<IReadOnlyDictionary<(long?, long?), GroupDuration>> ReadAsync(
        RowSet groups,
        int count,
        RequestValues values,
        ReadSession session,
        CancellationToken token
    )
    {
        var read = new Dictionary<(long?, long?), GroupDuration>();
        if (count == 0)
            return read;
        var of = dimensions.FirstOrDefault(dimension => dimension.Target is not null);
        HashSet<long> objects = of is null
            ? []
            :
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(row => groups[row, of.Column])
                    .Where(key => !key.IsNull)
                    .Select(key => key.Number),
            ];
        var found = await session.ReadAsync(statement.Value, values, objects, limit: 0, token);
        var width = dimensions.Count;
        for (var row = 0; row < found.Count; row++)
        {
            var key = (Number(found[row, 0]), width == 1 ? null : Number(found[row, 1]));
            read[key] = new(
                found[row, width].Number,
                found[row, width + 1].Number,
                measure.HasPercentiles ? found[row, width + 2].Number : 0,
                measure.HasPercentiles ? found[row, width + 3].Number : 0
            );
        }
        return read;
    }

    /// <summary>Writes the fields that are asked for; what is undefined is null, never 0.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<CollectedField> fields, GroupDuration stats)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            switch (field.Name)
            {
                case "count":
                    json.WriteNumberValue(stats.Count);
                    break;
                case "average" or "median" or "p90" when stats.Count == 0:
                    json.WriteNullValue();
                    break;
                case "average":
                    Write(json, stats.Average);
                    break;
                case "median":
                    Write(json, stats.Median);
                    break;
                case "p90":
                    Write(json, stats.P90);
                    break;
                default:
                    json.WriteStringValue(CaseGroupTypes.Stats);
                    break;
            }
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, long seconds) =>
        json.WriteStringValue(XmlConvert.ToString(TimeSpan.FromSeconds(seconds)));

    private static long? Number(Cell cell) => cell.IsNull ? null : cell.Number;
}
