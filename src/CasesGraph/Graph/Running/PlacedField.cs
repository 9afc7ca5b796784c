using System.Text.Json;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>
/// A field that points to places in the log. A cursor of another log, or of one that was put back to an earlier state,
/// would silently find nothing until this one is as long: it is refused, in the snapshot that the field reads.
/// </summary>
internal sealed class PlacedField(
    IReadOnlyList<(long Position, RequestErrorException Mistake)> places,
    PreparedField field
)
{
    public async Task<Action<Utf8JsonWriter>> RunAsync(Execution execution, CancellationToken token)
    {
        var ends = await (await execution.ReadAsync()).ReadLogEndsAsync(token);
        Check(places, ends.Next);
        return await field(execution, token);
    }

    /// <summary>Refuses the first place that lies behind the end.</summary>
    /// <param name="end">No change can be behind this place yet.</param>
    public static void Check(IReadOnlyList<(long Position, RequestErrorException Mistake)> places, long end)
    {
        foreach (var (position, mistake) in places)
        {
            if (position > end)
                throw mistake.Again();
        }
    }
}
