using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Threading.Channels;
using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Data;

/// <summary>
/// How many rows each team has, for plans to be chosen by: about, for nothing that is answered depends on it. While
/// somebody asks it is counted anew every few minutes, in the background.
/// </summary>
internal sealed class TeamShares : IAsyncDisposable
{
    /// <summary>
    /// The size of a page, about. Along the index of a list, so many times all rows are met for each that teams have; to
    /// sort what they have, each of these is read once. Few are as many as make the two equal.
    /// </summary>
    private const double Page = 50;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>What teams have, and callers may see by teams.</summary>
    private static readonly (EntityModel Entity, string Team) Counted = EntityModel
        .All.Select(entity => (entity, EntityRights.Find(entity.Type)?.Team))
        .Single(one => one.Team is not null)!;

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );
    private readonly CancellationTokenSource stop = new();
    private readonly CasesDatabase database;
    private readonly ITimer timer;
    private readonly Task counting;
    private volatile bool isAsked;
    private volatile Counts? counts;

    public TeamShares(CasesDatabase database, BackgroundLoops loops, TimeProvider clock)
    {
        this.database = database;
        timer = clock.CreateTimer(_ => bell.Writer.TryWrite(item: true), state: null, Period, Period);
        counting = loops.Keep("shares of teams", CountAsync, stop.Token);
    }

    /// <summary>What a caller must be allowed to do to see what teams have.</summary>
    public static AccessAction View { get; } = EntityRights.Find(Counted.Entity.Type)!.View!.Value;

    /// <summary>Whether all these together have few rows; null while it was not counted.</summary>
    public bool? AreFew(ImmutableArray<long> teams)
    {
        if (!isAsked)
        {
            isAsked = true;
            if (counts is null)
                bell.Writer.TryWrite(item: true);
        }
        if (counts is not { } known)
            return null;
        long held = 0;
        foreach (var team in teams)
            held += known.ByTeam.GetValueOrDefault(team);
        return held < known.Most;
    }

    /// <summary>Counts once.</summary>
    public async Task ReadAsync(CancellationToken token)
    {
        await using var connection = await database.RentAsync(reader: null, token);
        var sql = $"""
            SELECT "{Counted.Team}", COUNT(*) FROM "{Counted.Entity.Table}" WHERE {LinkedColumns.InUse} GROUP BY "{Counted.Team}"
            """;
        var rows = await connection.Statements.ReadAsync(
            new Statement(sql, [], [StoredAs.Number, StoredAs.Number]),
            new StatementInput(NoValues.Instance, [], Limit: 0),
            token
        );
        var byTeam = Enumerable
            .Range(0, rows.Count)
            .ToFrozenDictionary(row => rows[row, 0].Number, row => rows[row, 1].Number);
        counts = new Counts(byTeam, Math.Sqrt(byTeam.Values.Sum() * Page));
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await stop.CancelAsync();
        await counting;
        stop.Dispose();
    }

    private async Task CountAsync(CancellationToken token)
    {
        await foreach (var _ in bell.Reader.ReadAllAsync(token))
        {
            if (!isAsked)
                continue;
            isAsked = false;
            try
            {
                await ReadAsync(token);
            }
            catch (Exception failure) when (database.AsOutage(failure) is not null)
            {
                // What was counted before is good enough until the database is back.
            }
        }
    }

    /// <summary>What was counted.</summary>
    /// <param name="Most">Fewer than so many are few.</param>
    private sealed record Counts(FrozenDictionary<long, long> ByTeam, double Most);
}
