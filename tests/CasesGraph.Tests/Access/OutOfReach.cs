using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Tests.Query.Hidden;

namespace CasesGraph.Tests.Access;

/// <summary>What a caller does not see who may see some cases, and everything else.</summary>
internal sealed class OutOfReach(AccessLevel level, long user, IReadOnlyCollection<long> teams) : IHiding
{
    public bool IsHidden(object row) =>
        row switch
        {
            Case one when level is AccessLevel.Team => !teams.Contains(one.TeamId),
            Case { AssignedToId: { } assignee } => assignee != user,
            Case { CreatedByUserId: var creator } => creator != user,
            CaseChange change => change.Case is null || IsHidden(change.Case),
            ChangeSet set => set.ActorUserId != user && set.Changes.All(IsHidden),
            _ => false,
        };
}
