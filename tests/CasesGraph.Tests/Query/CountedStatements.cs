using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CasesGraph.Tests.Query;

/// <summary>
/// The SELECT statements that the service runs for one test's requests, as its meter tells. Other tests run beside
/// this one: a request carries the test's trace, by which its statements are known.
/// </summary>
internal sealed class CountedStatements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Activity trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
    private int count;

    public CountedStatements()
    {
        var id = trace.TraceId;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is { Name: "casesgraph.sql.statements", Meter.Name: "CasesGraph.Query" })
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, measured, _, _) =>
            {
                if (Activity.Current?.TraceId == id)
                    Interlocked.Add(ref count, (int)measured);
            }
        );
        listener.Start();
    }

    public int Count => count;

    public void Dispose()
    {
        listener.Dispose();
        trace.Dispose();
    }
}
