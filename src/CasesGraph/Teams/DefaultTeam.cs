using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Teams;

/// <summary>The setting Access:DefaultTeam.</summary>
/// <param name="Name">Of the team that new users are members of, and that cases have whose creators have none.</param>
public sealed record DefaultTeam(string Name)
{
    public const string Setting = "Access:DefaultTeam";

    /// <summary>As team names are compared.</summary>
    internal string Key { get; } = Team.KeyOf(Name);

    public static DefaultTeam General { get; } = new(Team.FirstName);

    internal bool Is(Team team) => string.Equals(team.NameKey, Key, StringComparison.Ordinal);

    /// <summary>Its key; null where there is none.</summary>
    internal Task<long?> FindAsync(CasesDb db, CancellationToken token) =>
        db.Set<Team>()
            .Where(team => team.NameKey == Key && team.Active)
            .Select(team => (long?)team.Id)
            .SingleOrDefaultAsync(token);
}

/// <summary>A name that no team has would be found by users whose cases nobody looks at.</summary>
internal sealed class DefaultTeamCheck(DefaultTeam team) : IStartStep
{
    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        if (await team.FindAsync(db, token) is null)
            throw new DatabaseSettingException(
                $"{DefaultTeam.Setting} is '{team.Name}', and no active team is called so."
            );
    }
}
