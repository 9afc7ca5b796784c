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
    /// <summary>What stays open ends after this time, and may begin anew.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Finds out the same anew, or throws as the sign-in did; null for whoever is always let in.</summary>
    public Func<CancellationToken, ValueTask<Caller>>? Again { get; init; }

    /// <summary>Who it is, with what it may do now.</summary>
    /// <exception cref="RefusedException">It is let in no more.</exception>
    public ValueTask<Caller> NowAsync(CancellationToken token) => Again is null ? new(Caller) : Again(token);
}
