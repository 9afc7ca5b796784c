using CasesGraph.Access;
using CasesGraph.Graph.Running;
using CasesGraph.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Membership;

internal static class MembershipFeature
{
    public static IServiceCollection AddMembership(this IServiceCollection services) =>
        services
            .AddEntityMutations<Team, TeamRules>(
                "Creates a team, whose members are at first those of the teams above it."
            )
            .AddMutation<DeleteTeams, DeleteTeamsInput, DeleteTeamsPayload>(
                AccessAction.AccessManage,
                "deleteTeams",
                "Deletes teams without cases and without teams below them; revertChangeSet undoes it."
            )
            .AddMutation<AddTeamMembers, AddTeamMembersInput, AddTeamMembersPayload>(
                AccessAction.AccessManage,
                "addTeamMembers",
                "Makes users members of a team, and so of all teams below it. It holds from the next request on, in other processes within a second."
            )
            .AddMutation<RemoveTeamMembers, RemoveTeamMembersInput, RemoveTeamMembersPayload>(
                AccessAction.AccessManage,
                "removeTeamMembers",
                "Takes users out of a team. Open cases of it, and of teams below it, that they cannot have any more are nobody's then, in the same change set."
            );
}
