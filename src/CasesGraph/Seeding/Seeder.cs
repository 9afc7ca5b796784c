using CasesGraph.Data;

namespace CasesGraph.Seeding;

/// <summary>
/// Fills an empty database with cases that look real: the same ones for the same number and time. The one path that
/// writes in bulk past the operations, which is why it takes no other database.
/// </summary>
public sealed class Seeder(CasesDatabase database)
{
    private const int ReportEvery = 1000;
    private const int ManyCases = 5_000;

    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    /// <summary>Whether nothing was ever written.</summary>
    public bool IsEmpty()
    {
        using var load = database.BeginBulkLoad();
        return load.IsEmpty;
    }

    /// <summary>
    /// Writes so many cases, and accounts, contacts, users, bugs and a change log to match, over the two years before
    /// <paramref name="until"/>. None gives a database with the demo administrator alone. All of it is one
    /// transaction: a run that is cut short leaves the database empty.
    /// </summary>
    /// <param name="cases">How many cases.</param>
    /// <param name="until">The time of the newest change at most, in UTC.</param>
    /// <param name="progress">Hears the number of cases written so far.</param>
    /// <exception cref="SeedRefusedException">The database is not empty.</exception>
    public Task SeedAsync(int cases, DateTime until, IProgress<int>? progress, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cases);
        return Task.Run(() => Seed(cases, WholeSeconds(until), progress, token), token);
    }

    private void Seed(int cases, DateTime until, IProgress<int>? progress, CancellationToken token)
    {
        using var load = database.BeginBulkLoad();
        load.Begin(isLarge: cases >= ManyCases);
        if (!load.IsEmpty)
            throw new SeedRefusedException();
        var world = new SeedWorld(new SeedScale(cases), until - Span);
        var written = SeedWorldWriter.Write(load, world);
        using (var writer = new SeedWriter(load, written))
            WriteCases(writer, new CaseChronicle(world, cases, until - Span, until), progress, token);
        load.Commit();
        progress?.Report(cases);
    }

    private static void WriteCases(
        SeedWriter writer,
        CaseChronicle chronicle,
        IProgress<int>? progress,
        CancellationToken token
    )
    {
        var written = 0;
        foreach (var (story, change) in chronicle.Tell())
        {
            if (change == 0)
            {
                writer.Write(story);
                if (++written % ReportEvery == 0)
                    progress?.Report(written);
                token.ThrowIfCancellationRequested();
            }
            writer.Write(story.Case.Number, change + 1, story.Changes[change]);
        }
    }

    private static DateTime WholeSeconds(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}

/// <summary>The database holds something, or once did; seeding would mix demo data with it.</summary>
public sealed class SeedRefusedException()
    : InvalidOperationException("The database is not empty; only an empty one can be seeded. Nothing was written.");
