using CasesGraph.Access;
using CasesGraph.Contacts;

namespace CasesGraph.Portal;

/// <summary>What contacts may do. Whether their account has others below it is no matter of the shape, but of its values.</summary>
internal sealed class PortalShapes(PortalSettings settings, PortalTeam team, TimeProvider clock)
{
    private readonly AccessShape own = Of(AccessLevel.Own, AccessLevel.Own, settings, team, clock);

    private readonly AccessShape account = Of(
        AccessLevel.Team,
        settings.AccountMayReply ? AccessLevel.Team : AccessLevel.Own,
        settings,
        team,
        clock
    );

    public AccessShape Of(PortalAccess access) =>
        access switch
        {
            PortalAccess.None => AccessShape.Nothing,
            PortalAccess.Own => own,
            _ => account,
        };

    private static AccessShape Of(
        AccessLevel view,
        AccessLevel write,
        PortalSettings settings,
        PortalTeam team,
        TimeProvider clock
    ) =>
        AccessShape.OfContact(
            settings.ViewOf(team.Named.Name, clock),
            [
                (AccessAction.CaseView, view),
                (AccessAction.CaseCreate, AccessLevel.Own),
                (AccessAction.CaseEdit, write),
                (AccessAction.CaseReply, write),
                (AccessAction.BugView, settings.ShowBugs ? AccessLevel.Own : AccessLevel.None),
            ]
        );
}
