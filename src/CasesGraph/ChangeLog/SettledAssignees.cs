using CasesGraph.Cases;
using CasesGraph.Operations;
using CasesGraph.Teams;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>A case that is nobody's now, for who had it, or was to have it again, cannot.</summary>
/// <param name="Why">For people.</param>
internal sealed record LostAssignee(Case Case, long Assignee, string Why);

/// <summary>
/// Cases that are about to be saved, by whatever path, with an assignee who cannot have them. Re-opened ones whose assignee
/// has gone or has left the team become NEW without one; those that go to another team lose one who is no member of it, and
/// keep their status. <see cref="CaseRulesSql.LosesAssignee"/> and <see cref="CaseRulesSql.AssigneeIn"/> are the same for many.
/// </summary>
internal static class SettledAssignees
{
    extension(Call call)
    {
        /// <summary>Settles them.</summary>
        /// <param name="undoes">Whether assignees come back too, of whom no input has told.</param>
        public async Task<IReadOnlyList<LostAssignee>> SettleAssigneesAsync(bool undoes, CancellationToken token)
        {
            var looked = call
                .Db.ChangeTracker.Entries<Case>()
                .Where(entry => entry.State is EntityState.Modified && entry.Entity.AssignedToId is not null)
                .Select(entry => new Looked(
                    entry.Entity,
                    entry.Entity.AssignedToId!.Value,
                    IsReopened(entry),
                    IsMoved(entry, undoes)
                ))
                .Where(one => one.IsReopened || one.IsMoved)
                .ToList();
            if (looked.Count == 0)
                return [];
            var strangers = await call.Db.StrangersAsync(
                [.. looked.Select(one => (one.Assignee, one.Case.TeamId))],
                token
            );
            var gone = await GoneAsync(looked, call, token);
            var lost = looked
                .Where(one =>
                    strangers.Contains((one.Assignee, one.Case.TeamId))
                    || (one.IsReopened && gone.Contains(one.Assignee))
                )
                .ToList();
            if (lost.Count == 0)
                return [];
            var defaults = await StatusDefaults.LoadAsync(call.Db, token);
            foreach (var one in lost)
            {
                if (one.IsReopened)
                    CaseRules.LoseAssignee(one.Case, defaults, call.Now);
                else
                    CaseRules.TakeOff(one.Case, call.Now);
                LeaveOut(call.Db.Entry(one.Case));
            }
            return lost.ConvertAll(one => new LostAssignee(
                one.Case,
                one.Assignee,
                Why(one, gone.Contains(one.Assignee))
            ));
        }
    }

    /// <summary>What is as it was before is no change: whoever was to come back does not.</summary>
    private static void LeaveOut(EntityEntry<Case> entry)
    {
        entry.DetectChanges();
        foreach (
            var property in entry.Properties.Where(one => one.IsModified && Equals(one.OriginalValue, one.CurrentValue))
        )
            property.IsModified = false;
    }

    private static async Task<HashSet<long>> GoneAsync(List<Looked> looked, Call call, CancellationToken token)
    {
        var assignees = looked.Where(one => one.IsReopened).Select(one => one.Assignee).ToHashSet();
        return assignees.Count == 0
            ? []
            : await call
                .Db.Set<User>()
                .Where(user => assignees.Contains(user.Id) && !user.Active)
                .Select(user => user.Id)
                .ToHashSetAsync(token);
    }

    private static bool IsReopened(EntityEntry<Case> entry) =>
        CaseRules.IsReopened(
            (entry.Property(c => c.Status).OriginalValue, entry.Property(c => c.DeletedAt).OriginalValue is not null),
            (entry.Entity.Status, entry.Entity.DeletedAt is not null)
        );

    private static bool IsMoved(EntityEntry<Case> entry, bool undoes) =>
        entry.Property(c => c.TeamId).OriginalValue != entry.Entity.TeamId
        || (undoes && entry.Property(c => c.AssignedToId).OriginalValue != entry.Entity.AssignedToId);

    private static string Why(Looked one, bool isGone) =>
        (one.IsReopened, isGone) switch
        {
            (true, true) => "The assignee is not active any more, so the case is NEW and nobody's.",
            (true, _) => "The assignee is no member of the case's team any more, so the case is NEW and nobody's.",
            _ => "The assignee is no member of the case's team, so the case is nobody's.",
        };

    private sealed record Looked(Case Case, long Assignee, bool IsReopened, bool IsMoved);
}
