using CasesGraph.Access;

namespace CasesGraph.Server.Http;

/// <summary>Finds out who calls, the same for every transport.</summary>
internal abstract class Callers
{
    /// <summary>Lets a caller in.</summary>
    /// <exception cref="RefusedException">Nobody gets in by what was given, or by nothing.</exception>
    public abstract ValueTask<SignIn> SignInAsync(Credentials given, CancellationToken token);
}

/// <summary>Who has got in.</summary>
/// <param name="Caller">With what it may do at that moment.</param>
internal sealed record SignIn(Caller Caller)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>What stays open ends after this time, and may begin anew.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Finds out the same anew, or throws as the sign-in did; null for whoever is always let in.</summary>
    public Func<CancellationToken, ValueTask<Caller>>? Again { get; init; }

    /// <summary>Who it is, with what it may do now.</summary>
    /// <exception cref="RefusedException">It is let in no more.</exception>
    public ValueTask<Caller> NowAsync(CancellationToken token) => Again is null ? new(Caller) : Again(token);

    /// <summary>
    /// Completes when it is let in no more, may do something else, or has been let in for long enough, with the reason;
    /// for what stays open.
    /// </summary>
    public async Task<Refusal> EndAsync(TimeProvider clock, CancellationToken token)
    {
        var start = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Again is null ? Longest : Period, clock);
        while (true)
        {
            await timer.WaitForNextTickAsync(token);
            if (clock.GetElapsedTime(start) >= Longest)
                return Refusal.StreamOver;
            try
            {
                // What is open was begun for those rights: whoever comes again goes on with the new ones, and loses nothing.
                if (!(await NowAsync(token)).MayAsBefore(Caller))
                    return Refusal.RightsChanged;
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
}
