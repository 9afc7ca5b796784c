using System.Collections.Concurrent;
using System.Diagnostics;

namespace CasesGraph.Tests.Query;

/// <summary>The text of each statement that the service runs for one test's requests, by their trace.</summary>
internal sealed class TracedStatements : IDisposable
{
    private readonly ConcurrentQueue<string> texts = new();
    private readonly ActivityListener listener;
    private readonly Activity trace = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

    public TracedStatements()
    {
        var id = trace.TraceId;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CasesGraph.Query",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == id && activity.GetTagItem("db.query.text") is string text)
                    texts.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<string> Texts => [.. texts];

    public void Dispose()
    {
        listener.Dispose();
        trace.Dispose();
    }
}
