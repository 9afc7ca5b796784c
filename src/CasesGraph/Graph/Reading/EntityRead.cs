using System.Text.Json;
using CasesGraph.Query;

namespace CasesGraph.Graph.Reading;

/// <summary>Entities that are wanted by their keys: all keys of one place in the document are read at once.</summary>
internal sealed class EntityRead(Planned<ReadPlan<ObjectWriter>> planned, RequestValues values)
{
    /// <summary>Whether one statement reads all, whatever the keys: nothing below is a list.</summary>
    public bool IsFlat => planned.Value.Plan is { Children.Count: 0, IsWrittenForCaller: false };

    /// <summary>Whether anything of it is written for whoever asks, at the moment of asking.</summary>
    public bool IsOfCaller => planned.Value.Plan.WritesForCaller;

    /// <summary>Reads the keys' rows; what it gives writes one of them, or null where there is none.</summary>
    public Task<Action<Utf8JsonWriter, long>> RunAsync(
        ReadSession session,
        IReadOnlyCollection<long> keys,
        CancellationToken token
    ) => RunAsync(session, keys, found: null, token);

    /// <inheritdoc cref="RunAsync(ReadSession, IReadOnlyCollection{long}, CancellationToken)"/>
    /// <param name="found">Hears of each that is there.</param>
    public async Task<Action<Utf8JsonWriter, long>> RunAsync(
        ReadSession session,
        IReadOnlyCollection<long> keys,
        Action<long>? found,
        CancellationToken token
    )
    {
        var (plan, writer) = planned.Value;
        var rows = await plan.RunAsync(session, values, keys, token);
        foreach (var key in found is null ? [] : keys)
        {
            if (rows.RangeOf(key).Length > 0)
                found!(key);
        }
        return (json, key) =>
        {
            var (start, length) = rows.RangeOf(key);
            if (length == 0)
                json.WriteNullValue();
            else
                writer.Write(json, rows.Rows!, start);
        };
    }
}
