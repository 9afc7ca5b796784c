using System.Collections.Concurrent;
using System.Diagnostics;

namespace CasesGraph.Tests.Import;

/// <summary>The texts of planned reads, whoever runs them, that name some columns which only one test asks for together.</summary>
internal sealed class TracedReads : IDisposable
{
    private readonly ConcurrentQueue<string> texts = new();
    private readonly ActivityListener listener;

    public TracedReads(params string[] columns)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CasesGraph.Query",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (
                    activity.GetTagItem("db.query.text") is string text
                    && columns.All(column => text.Contains(column, StringComparison.Ordinal))
                )
                    texts.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<string> Texts => [.. texts];

    public void Dispose() => listener.Dispose();
}
