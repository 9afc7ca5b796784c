using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Hostile;

/// <summary>Clients that create one case after another, whatever happens, and remember what they were told.</summary>
internal sealed class CaseLoad
{
    private readonly HttpClient client;
    private readonly Task[] writers;
    private readonly ConcurrentQueue<string> acknowledged = new();
    private readonly ConcurrentQueue<string> refused = new();
    private readonly ConcurrentQueue<string> unknown = new();
    private int count;
    private volatile bool ends;

    public CaseLoad(HttpClient client, int writers)
    {
        this.client = client;
        this.writers = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync))];
    }

    public int Acknowledged => acknowledged.Count;
    public int Refused => refused.Count;

    public IReadOnlyList<string> Subjects => [.. acknowledged];

    /// <summary>Until as many more have got the answer.</summary>
    public async Task MoreAsync(Func<CaseLoad, int> counted, int more)
    {
        var before = counted(this);
        await Eventually.HoldsAsync(() =>
            Task.FromResult(counted(this) >= before + more || writers.Any(w => w.IsFaulted))
        );
    }

    public Task StopAsync()
    {
        ends = true;
        return Task.WhenAll(writers);
    }

    /// <summary>What was acknowledged is in the log once, what was refused is not; of the rest nobody knows.</summary>
    public async Task CheckAsync(CasesDatabase database)
    {
        await using var db = database.CreateDb();
        var logged = await db
            .CaseChanges.Where(change => change.Kind == ChangeKind.Created)
            .Select(change => change.Case!.Subject)
            .ToListAsync();
        Assert.Equal(logged.Count, logged.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(logged.Count, await db.Cases.CountAsync());
        Assert.Empty(acknowledged.Except(logged, StringComparer.Ordinal));
        Assert.Empty(refused.Intersect(logged, StringComparer.Ordinal));
        Assert.Empty(logged.Except(acknowledged, StringComparer.Ordinal).Except(unknown, StringComparer.Ordinal));
    }

    private async Task WriteAsync()
    {
        while (!ends)
        {
            var subject = $"Case {Interlocked.Increment(ref count)}";
            using var response = await client.PostAsJsonAsync(
                "/graphql",
                new
                {
                    query = $"mutation {{ createCase(input: {{ subject: \"{subject}\" }}) {{ case {{ number }} }} }}",
                }
            );
            (response.StatusCode is HttpStatusCode.OK ? acknowledged : await OutageAsync(response)).Enqueue(subject);
        }
    }

    private async Task<ConcurrentQueue<string>> OutageAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.ServiceUnavailable, text);
        Assert.NotNull(response.Headers.RetryAfter);
        var told = JsonElement.Parse(text).GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(GraphErrorCode.Unavailable, told.GetProperty("code").GetString());
        return told.GetProperty("written").GetString() is "NO" ? refused : unknown;
    }
}
