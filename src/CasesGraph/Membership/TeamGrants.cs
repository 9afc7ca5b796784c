using CasesGraph.Access;

namespace CasesGraph.Membership;

/// <summary>Nobody gives others the sight of cases that they do not have themselves.</summary>
internal static class TeamGrants
{
    public const string NotYours = "You can give others only teams that are yours, unless you see all cases.";

    public static bool May(long team, Caller caller) =>
        caller.Access.IsAdministrator
        || caller.Access[AccessAction.CaseView] is AccessLevel.All
        || caller.Teams.Contains(team);
}
