using CasesGraph.Cases;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Cases that are about to be saved as re-opened, by whatever path, with an assignee who has gone: they become NEW
/// without one. <see cref="CaseRulesSql.LosesAssignee"/> is the same for many.
/// </summary>
internal static class ReopenedCases
{
    extension(Call call)
    {
        /// <summary>Settles them.</summary>
        /// <returns>Each with the assignee that it had.</returns>
        public async Task<IReadOnlyList<(Case Case, long Assignee)>> SettleReopenedAsync(CancellationToken token)
        {
            var reopened = call
                .Db.ChangeTracker.Entries<Case>()
                .Where(entry => entry.State is EntityState.Modified)
                .Where(entry =>
                    CaseRules.IsReopened(
                        (
                            entry.Property(c => c.Status).OriginalValue,
                            entry.Property(c => c.DeletedAt).OriginalValue is not null
                        ),
                        (entry.Entity.Status, entry.Entity.DeletedAt is not null)
                    )
                )
                .Where(entry => entry.Entity.AssignedToId is not null)
                .Select(entry => (Case: entry.Entity, Assignee: entry.Entity.AssignedToId!.Value))
                .ToList();
            if (reopened.Count == 0)
                return [];
            var assignees = reopened.Select(one => one.Assignee).ToHashSet();
            var gone = await call
                .Db.Set<User>()
                .Where(user => assignees.Contains(user.Id) && !user.Active)
                .Select(user => user.Id)
                .ToHashSetAsync(token);
            reopened.RemoveAll(one => !gone.Contains(one.Assignee));
            if (reopened.Count == 0)
                return [];
            var defaults = await StatusDefaults.LoadAsync(call.Db, token);
            foreach (var (one, _) in reopened)
                CaseRules.LoseAssignee(one, defaults, call.Now);
            return reopened;
        }
    }
}
