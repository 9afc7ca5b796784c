using System.Collections.Concurrent;
using CasesGraph.Access;
using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>What plans depend on of a caller: what it may do and, where that is by teams, a little of these.</summary>
internal sealed class CallerShapes(TeamShares shares)
{
    /// <summary>More than any deployment has; where there are more, they are made anew.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(AccessShape, PlannedTeams), AccessShape> known = new();

    public AccessShape Of(Caller caller)
    {
        if (caller.Access.IsAdministrator || caller.Access[TeamShares.View] is not AccessLevel.Team)
            return caller.Access;
        var teams = new PlannedTeams(PlannedTeams.PlacesFor(caller.Teams.Length), shares.AreFew(caller.Teams));
        if (known.TryGetValue((caller.Access, teams), out var shape))
            return shape;
        if (known.Count > Most)
            known.Clear();
        return known[(caller.Access, teams)] = caller.Access.With(teams);
    }
}
