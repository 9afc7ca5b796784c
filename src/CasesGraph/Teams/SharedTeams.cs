using CasesGraph.Access;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Teams;

/// <summary>The teams that something is shared with, as an input gives them.</summary>
/// <param name="given">Null where they stay as they are.</param>
/// <param name="sharing">What holds after the call.</param>
/// <param name="present">The keys of those that it is shared with.</param>
internal sealed class SharedTeams(IReadOnlyList<Ref<Team>>? given, Sharing sharing, IReadOnlyCollection<long> present)
{
    private const string At = "teamIds";
    private const int Most = 100;

    /// <summary>The keys of all that it is to be shared with.</summary>
    private IReadOnlyCollection<long> Wanted =>
        sharing is not Sharing.Teams ? []
        // A malformed id has been noted when it was read.
        : given is not null ? [.. given.Select(id => id.Key).Where(key => key != 0).Distinct()]
        : present;

    public IEnumerable<long> Added => Wanted.Except(present);
    public IEnumerable<long> Removed => present.Except(Wanted);

    /// <summary>Notes what is wrong with them.</summary>
    public async Task CheckAsync(Call call, InputChecks checks, CancellationToken token)
    {
        if (sharing is Sharing.Teams && (given ?? []).Count == 0 && (given is not null || present.Count == 0))
            checks.Add(InputChecks.Path(At), ValidationCode.TooShort, "Name the teams that it is shared with.");
        if (sharing is not Sharing.Teams && given is { Count: > 0 })
            checks.Add(InputChecks.Path(At), ValidationCode.Conflict, "Teams are named where sharing is TEAMS.");
        if (given?.Count > Most)
            checks.Add(InputChecks.Path(At), ValidationCode.TooMany, $"There are at most {Most} teams.");
        var references = new ReferenceChecks(call, checks);
        foreach (var (index, id) in (given ?? []).Index())
            references.Add(
                InputChecks.Path(At, InputChecks.Item(index)),
                typeof(Team),
                id.Key,
                _ => Task.FromResult(present.Contains(id.Key))
            );
        await references.RunAsync(token);
    }
}
