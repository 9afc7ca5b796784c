using System.Text.Json;
using CasesGraph.ChangeLog;
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
        Check(places, await (await execution.ReadAsync()).ReadLogEndsAsync(token));
        return await field(execution, token);
    }

    public static void Check(IReadOnlyList<(long Position, RequestErrorException Mistake)> places, LogEnds ends)
    {
        foreach (var (position, mistake) in places)
        {
            if (position > ends.Next)
                throw mistake.Again();
        }
    }
}
