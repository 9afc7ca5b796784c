using System.Collections.Concurrent;
using System.Diagnostics;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.MassUpdate;

namespace CasesGraph.Tests.Import;

/// <summary>What is read from a database but for what requests about jobs ask: by EF Core, and on PostgreSQL by whatever else.</summary>
internal sealed class HeardReads : IDisposable
{
    private readonly ConcurrentQueue<string> sent = new();
    private readonly CaseStatements statements;
    private readonly ActivityListener listener;

    public HeardReads(TestDatabase database)
    {
        statements = new(database, Counts);
        var name = database.Settings.ConnectionString;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (
                    activity.GetTagItem("db.namespace") is string place
                    && name.Contains(place, StringComparison.Ordinal)
                    && activity.GetTagItem("db.query.text") is string text
                    && Counts(text)
                )
                    sent.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>All, some of them twice.</summary>
    public IReadOnlyList<string> Texts => [.. Queries, .. sent];

    /// <summary>Those of EF Core.</summary>
    public IReadOnlyList<string> Queries => statements.Texts;

    private static bool Counts(string text) =>
        text.StartsWith("SELECT", StringComparison.Ordinal)
        && !text.Contains("\"Job", StringComparison.Ordinal)
        && !text.Contains("\"AccessVersion\"", StringComparison.Ordinal);

    public void Dispose()
    {
        statements.Dispose();
        listener.Dispose();
    }
}
