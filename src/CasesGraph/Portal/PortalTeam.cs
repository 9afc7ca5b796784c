using CasesGraph.Data;
using CasesGraph.Teams;

namespace CasesGraph.Portal;

/// <summary>The setting Portal:Team, or Access:DefaultTeam where it is not given: the team of cases that contacts open.</summary>
internal sealed class PortalTeam(PortalSettings settings, DefaultTeam others)
{
    public DefaultTeam Named { get; } = settings.Team is { } name ? new(name) : others;

    /// <summary>Its key; that of the first team while it is not active.</summary>
    public async Task<long> FindAsync(CasesDb db, CancellationToken token) =>
        await Named.FindAsync(db, token) ?? Team.FirstId;
}

/// <summary>A name that no team has would be found by contacts whose cases nobody looks at.</summary>
internal sealed class PortalTeamCheck(PortalTeam team) : IStartStep
{
    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        if (await team.Named.FindAsync(db, token) is null)
            throw new DatabaseSettingException($"Portal:Team is '{team.Named.Name}', and no active team is called so.");
    }
}
