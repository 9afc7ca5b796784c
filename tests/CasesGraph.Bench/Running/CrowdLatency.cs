using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>
/// c1: what small requests wait while 60 of the dearest that are allowed run at once: two clients that read a case, two
/// that create one.
/// </summary>
internal sealed class CrowdLatency(BenchOptions options, BenchDatabase database)
{
    private const int Crowd = 60;
    private const int Small = 2;
    private readonly ConcurrentDictionary<string, int> outcomes = new(StringComparer.Ordinal);

    /// <summary>A line for each kind of request.</summary>
    public async Task<string> RunAsync(CancellationToken token)
    {
        var rows = await database.CopyAsync("product", token);
        await using var server = await database.StartProductAsync("c1", rows, token);
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        var bodies = await Dearest.BodiesAsync(server, token);
        await MeasureAsync(client, options.Quick ? 1 : 3, token);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        var crowd = Enumerable
            .Range(0, Crowd)
            .Select(at => Task.Run(() => PressAsync(client, bodies[at % bodies.Count], end.Token), token))
            .ToList();
        var (read, created) = await MeasureAsync(client, options.Quick ? 10 : 30, token);
        await end.CancelAsync();
        await Task.WhenAll(crowd);
        var dear = string.Join(
            ", ",
            outcomes.OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => $"{of.Value} × {of.Key}")
        );
        return $"""
            c1, beside {Crowd} of the dearest requests at once ({dear}):
            caseById {Text(read)}; createCase {Text(created)}.

            """;
    }

    private static async Task<(List<double> Read, List<double> Created)> MeasureAsync(
        HttpClient client,
        int seconds,
        CancellationToken token
    )
    {
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var reads = Enumerable.Range(0, Small).Select(_ => RepeatAsync(client, Read, until, token)).ToList();
        var creations = Enumerable.Range(0, Small).Select(_ => RepeatAsync(client, Created, until, token)).ToList();
        return (
            [.. (await Task.WhenAll(reads)).SelectMany(of => of)],
            [.. (await Task.WhenAll(creations)).SelectMany(of => of)]
        );
    }

    private static string Read(Random random) =>
        $$$"""{"query":"query ($id: ID!) { caseById(id: $id) { number subject status priority type createdAt updatedAt } }","variables":{"id":"{{{random.Next(1, 1000)}}}"}}""";

    private static string Created(Random random) =>
        $$$"""{"query":"mutation ($input: CreateCaseInput!) { createCase(input: $input) { case { number } errors { __typename } } }","variables":{"input":{"subject":"Created in a crowd, {{{random.Next(1000)}}}"} } }""";

    /// <summary>One after the other, a little apart; gives milliseconds.</summary>
    private static async Task<List<double>> RepeatAsync(
        HttpClient client,
        Func<Random, string> body,
        long until,
        CancellationToken token
    )
    {
        var random = new Random(1);
        var times = new List<double>();
        while (Stopwatch.GetTimestamp() < until)
        {
            var begun = Stopwatch.GetTimestamp();
            var status = await SendAsync(client, body(random), token);
            times.Add(status is 200 ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds : double.PositiveInfinity);
            await Task.Delay(5, token);
        }
        return times;
    }

    private async Task PressAsync(HttpClient client, string body, CancellationToken token)
    {
        try
        {
            while (true)
            {
                var status = await SendAsync(client, body, token);
                outcomes.AddOrUpdate(status.ToString(CultureInfo.InvariantCulture), 1, (_, count) => count + 1);
            }
        }
        catch (Exception end)
            when (token.IsCancellationRequested && end is OperationCanceledException or HttpRequestException)
        {
            // Enough is measured.
        }
    }

    private static async Task<int> SendAsync(HttpClient client, string body, CancellationToken token)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        await answer.Content.CopyToAsync(Stream.Null, token);
        return (int)answer.StatusCode;
    }

    private static string Text(List<double> times)
    {
        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {At(0.5):N1} ms, p99 {At(0.99):N1} ms, most {times[^1]:N0} ms of {times.Count:N0}"
        );

        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
