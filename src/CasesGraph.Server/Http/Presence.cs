using System.Runtime.InteropServices;
using CasesGraph.Access;

namespace CasesGraph.Server.Http;

/// <summary>Who is there while a connection stays open. What it may do can change meanwhile, and it can be let in no more.</summary>
internal sealed class Presence(SignIn signIn, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock door = new();
    private Caller known = signIn.Caller;
    private CancellationTokenSource changed = new();
    private long asked;
    private long heard;

    /// <summary>Who it is, with what it may do now.</summary>
    /// <exception cref="RefusedException">It is let in no more.</exception>
    public async ValueTask<Standing> NowAsync(CancellationToken token)
    {
        var turn = Interlocked.Increment(ref asked);
        var caller = await signIn.NowAsync(token);
        if (caller.Actor != signIn.Caller.Actor)
            throw new RefusedException(Refusal.SomebodyElse);
        CancellationTokenSource? before = null;
        Standing now;
        lock (door)
        {
            // Of answers that overtake each other the one counts that was asked for last.
            if (turn > heard)
            {
                heard = turn;
                if (!caller.MayAsBefore(known))
                    (before, changed) = (changed, new CancellationTokenSource());
                known = caller;
            }
            now = new Standing(known, changed.Token);
        }
        if (before is not null)
        {
            await before.CancelAsync();
            before.Dispose();
        }
        return now;
    }

    /// <summary>
    /// Completes when it is let in no more, or has been let in for long enough, with the reason; until then notices
    /// when it may do something else.
    /// </summary>
    public async Task<Refusal> EndAsync(CancellationToken token)
    {
        var start = clock.GetTimestamp();
        using var timer = new PeriodicTimer(signIn.Again is null ? signIn.Longest : Period, clock);
        while (true)
        {
            await timer.WaitForNextTickAsync(token);
            if (clock.GetElapsedTime(start) >= signIn.Longest)
                return Refusal.StreamOver;
            try
            {
                await NowAsync(token);
            }
            // A database that is away for a moment decides of nobody.
            catch (RefusedException refused)
                when (refused.Refusal.Status is not StatusCodes.Status503ServiceUnavailable)
            {
                return refused.Refusal;
            }
            catch (RefusedException) { }
        }
    }

    public void Dispose() => changed.Dispose();
}

/// <summary>What a caller may do at a moment.</summary>
/// <param name="Changed">Cancelled as soon as it is known that it may do something else.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Standing(Caller Caller, CancellationToken Changed);
