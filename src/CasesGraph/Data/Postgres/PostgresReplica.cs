using System.Collections.Concurrent;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// A copy that lags behind. Whoever has just written through this process reads from the primary for a while, so that
/// nobody misses a write of his own.
/// </summary>
internal sealed class PostgresReplica(string connectionString, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A copy that lags more than this is one to be repaired.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(10);
    private const int MostWriters = 10_000;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
    private readonly ConcurrentDictionary<string, long> writers = new(StringComparer.Ordinal);

    public void Wrote(string writer)
    {
        if (writers.Count >= MostWriters)
        {
            foreach (var (known, at) in writers)
            {
                if (time.GetElapsedTime(at) > LongestLag)
                    writers.TryRemove(known, out _);
            }
        }
        writers[writer] = time.GetTimestamp();
    }

    /// <summary>The copy, or null for one who may miss something there.</summary>
    public NpgsqlDataSource? For(string? reader) =>
        reader is null || (writers.TryGetValue(reader, out var at) && time.GetElapsedTime(at) <= LongestLag)
            ? null
            : source;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
