using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Jobs;

public sealed class JobOutageTests
{
    [Fact]
    public async Task A_job_outlasts_an_outage_of_any_length()
    {
        const int cases = 1_001;
        FailingGate? gate = null;
        await using var server = new RunningServer
        {
            Services = services =>
            {
                var real = services.Last(one => one.ServiceType == typeof(WriteGate));
                services.AddSingleton<WriteGate>(given => gate = new FailingGate(Create(real, given)));
            },
        };
        await server.InitializeAsync();
        await using (var db = server.Database.CreateDb())
        {
            db.AddRange(Enumerable.Range(1, cases).Select(number => new Case { Subject = $"Case {number}" }));
            await db.SaveChangesAsync();
        }

        gate!.FailsBehindNext = true;
        var id = await server.Client.StartMassUpdateAsync("{matching: {where: {status: {eq: NEW}}}}", "priority: HIGH");
        await Eventually.HoldsAsync(() =>
        {
            server.Get<JobQueue>().Ring();
            return Task.FromResult(gate.Failures > 10);
        });
        var waits = await server.Client.JobAsync(id);
        gate.IsOut = false;
        var job = await server.Client.EndedJobAsync(id);

        Assert.Equal("QUEUED", waits.GetProperty("status").GetString());
        Assert.Equal($"SUCCEEDED {cases} {cases} {cases} 0 0 1", JobWorld.Counts(job));
    }

    private static WriteGate Create(ServiceDescriptor real, IServiceProvider given) =>
        (WriteGate)(
            real.ImplementationFactory?.Invoke(given)
            ?? ActivatorUtilities.CreateInstance(given, real.ImplementationType!)
        );

    /// <summary>Takes nothing once it is told to, behind one write that it still takes.</summary>
    private sealed class FailingGate : WriteGate
    {
        private readonly WriteGate real;
        private volatile bool isOut;
        private int failures;

        public FailingGate(WriteGate real)
        {
            this.real = real;
            real.Committed += (_, _) => OnCommitted();
        }

        public bool FailsBehindNext { get; set; }

        public bool IsOut
        {
            get => isOut;
            set => (isOut, FailsBehindNext) = (value, false);
        }

        public int Failures => Volatile.Read(ref failures);

        public override Task<T> RunAsync<T>(Work<T> work, CancellationToken token)
        {
            if (isOut)
            {
                Interlocked.Increment(ref failures);
                throw new UnavailableException("Come again.");
            }
            // Before the write: once it is kept the runner looks for the job.
            isOut = FailsBehindNext;
            return real.RunAsync(work, token);
        }

        public override ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
