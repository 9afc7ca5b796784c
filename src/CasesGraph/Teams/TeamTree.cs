using System.Collections.Immutable;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Teams;

/// <summary>All teams that are there, in memory: they are few, and change seldom.</summary>
internal sealed class TeamTree
{
    private readonly Dictionary<long, long?> parents;
    private readonly ILookup<long?, long> below;

    private TeamTree(Dictionary<long, long?> parents)
    {
        this.parents = parents;
        below = parents.ToLookup(team => team.Value, team => team.Key);
    }

    public static async Task<TeamTree> LoadAsync(CasesDb db, CancellationToken token) =>
        new(
            await db.Set<Team>()
                .Where(team => team.DeletedAt == null)
                .ToDictionaryAsync(team => team.Id, team => team.ParentId, token)
        );

    /// <summary>The team and those above it, the nearest first.</summary>
    public IEnumerable<long> UpFrom(long team)
    {
        // A circle would be a mistake of ours; whoever reads it must end all the same.
        long? one = team;
        for (var step = 0; step < Team.MostDeep && one is { } found; step++)
        {
            yield return found;
            one = parents.GetValueOrDefault(found);
        }
    }

    /// <summary>Teams with all below them, in the order of their keys.</summary>
    public ImmutableArray<long> DownFrom(params IEnumerable<long> teams)
    {
        var found = new SortedSet<long>();
        var open = new Stack<long>(teams);
        while (open.TryPop(out var team))
        {
            if (parents.ContainsKey(team) && found.Add(team))
                below[team].ToList().ForEach(open.Push);
        }
        return [.. found];
    }

    /// <summary>How many teams the way down from one has at most, itself counted.</summary>
    public int HeightOf(long team) => 1 + below[team].Select(HeightOf).DefaultIfEmpty().Max();

    public bool Has(long team) => parents.ContainsKey(team);
}
