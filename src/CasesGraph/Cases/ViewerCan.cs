using System.Linq.Expressions;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Cases;

/// <summary>
/// What a caller may do to a case: told from columns of its row and from the caller, without a statement of its own. The
/// mutations ask the same of the case that they load (<see cref="RowReach{TEntity}"/>), by the same condition.
/// </summary>
internal static class ViewerCan
{
    /// <summary>No team has this key: of a case whose team is hidden.</summary>
    private const long NoTeam = 0;

    private delegate bool Reach(JudgedCase row, long user, List<long> teams);

    private static readonly Reach[] ByLevel = [.. Enum.GetValues<AccessLevel>().Select(Compile)];

    /// <summary>What each needs to be allowed, and of what state the case must be.</summary>
    private static readonly (CaseAction Action, CaseNeeds When, AccessAction[] Needs)[] Rules =
    [
        (CaseAction.View, CaseNeeds.Nothing, [AccessAction.CaseView]),
        (CaseAction.Edit, CaseNeeds.InUse, [AccessAction.CaseEdit]),
        (CaseAction.Assign, CaseNeeds.InUse, [AccessAction.CaseEdit, AccessAction.CaseAssign]),
        (CaseAction.Reply, CaseNeeds.InUse, [AccessAction.CaseReply]),
        (CaseAction.Note, CaseNeeds.InUse, [AccessAction.CaseNote]),
        (CaseAction.Close, CaseNeeds.Open, [AccessAction.CaseEdit]),
        (CaseAction.Reopen, CaseNeeds.Closed, [AccessAction.CaseEdit]),
        (CaseAction.Attach, CaseNeeds.InUse, [AccessAction.CaseEdit]),
        (CaseAction.Delete, CaseNeeds.InUse, [AccessAction.CaseDelete]),
        (CaseAction.Restore, CaseNeeds.Deleted, [AccessAction.CaseDelete]),
        (CaseAction.Merge, CaseNeeds.InUse, [AccessAction.CaseMerge]),
        (CaseAction.Purge, CaseNeeds.Nothing, [AccessAction.CasePurge]),
        (CaseAction.Export, CaseNeeds.Nothing, [AccessAction.CaseExport]),
    ];

    /// <summary>The same of contacts, who see no case that is deleted or merged.</summary>
    private static readonly (CaseAction Action, CaseNeeds When, AccessAction Needs)[] OfContacts =
    [
        (CaseAction.View, CaseNeeds.Nothing, AccessAction.CaseView),
        (CaseAction.Edit, CaseNeeds.Described, AccessAction.CaseEdit),
        (CaseAction.Reply, CaseNeeds.Nothing, AccessAction.CaseReply),
        (CaseAction.Close, CaseNeeds.Open, AccessAction.CaseEdit),
        (CaseAction.Reopen, CaseNeeds.Closed, AccessAction.CaseEdit),
        (CaseAction.Attach, CaseNeeds.Nothing, AccessAction.CaseEdit),
    ];

    public static DerivedField Field { get; } =
        new(
            "viewerCan",
            "What the caller may do to the case as it is now. EDIT of a contact is to change the description of a case that they opened, for a while.",
            $"[{nameof(CaseAction)}!]!",
            [
                nameof(Case.TeamId),
                nameof(Case.AssignedToId),
                nameof(Case.CreatedByUserId),
                nameof(Case.Status),
                nameof(Case.DeletedAt),
                nameof(Case.MergedIntoNumber),
                nameof(Case.OpenedById),
                nameof(Case.CreatedAt),
            ],
            row =>
                Of(
                    new JudgedCase(row[0] as long? ?? NoTeam, (long?)row[1], (long?)row[2]),
                    StateOf((CaseStatus)row[3]!, row[4] is not null, row[5] is not null),
                    new OpenedCase((long?)row[6], (DateTime)row[7]!, (bool)row[8]!),
                    (Caller)row[9]!
                )
        )
        {
            Audience = FieldAudience.Public,
            Record = typeof(CaseAction),
            OfCaller = true,
            OfOwnRow = true,
        };

    private static JsonElement Of(JudgedCase row, CaseNeeds state, OpenedCase opened, Caller caller)
    {
        List<long> teams = [.. caller.Teams];
        if (opened.ContactId is { } contact && contact == caller.Actor.ContactId && caller.Access.Contact is { } view)
            state |= view.MayDescribe(opened.At) ? CaseNeeds.Described : CaseNeeds.Nothing;
        var can = caller.Access.IsContact
            ? OfContacts.Where(rule => Is(rule.When) && ContactMay(rule.Needs)).Select(rule => rule.Action)
            : Rules.Where(rule => Is(rule.When) && Array.TrueForAll(rule.Needs, May)).Select(rule => rule.Action);
        return JsonSerializer.SerializeToElement(can.Select(action => Naming.UpperSnake($"{action}")));

        bool Is(CaseNeeds when) => (when & state) == when;

        // The case is seen: it is one's own, or one may do the same with those of others.
        bool ContactMay(AccessAction action) =>
            caller.Access.May(action) && (opened.IsOwn || !caller.Access.IsNarrower(action));

        bool May(AccessAction action) =>
            caller.Access[action] is var level
            && (level is AccessLevel.All || ByLevel[(int)level](row, caller.Actor.UserId ?? 0, teams));
    }

    private static CaseNeeds StateOf(CaseStatus status, bool isDeleted, bool isMerged) =>
        isMerged ? CaseNeeds.Nothing
        : isDeleted ? CaseNeeds.Deleted
        : CaseNeeds.InUse | (CaseRules.IsClosed(status) ? CaseNeeds.Closed : CaseNeeds.Open);

    private static Reach Compile(AccessLevel level)
    {
        var row = Expression.Parameter(typeof(JudgedCase), "row");
        var user = Expression.Parameter(typeof(long), "user");
        var teams = Expression.Parameter(typeof(List<long>), "teams");
        var reached =
            RowReach.Of(new ReachedByColumns(row), EntityRights.Of<Case>(), level, user, teams)
            ?? Expression.Constant(true);
        return Expression.Lambda<Reach>(reached, row, user, teams).Compile();
    }

    /// <summary>Of a case what says whose it is, by the names of its properties.</summary>
    private sealed record JudgedCase(long TeamId, long? AssignedToId, long? CreatedByUserId);

    /// <summary>What says whether it is a contact's.</summary>
    /// <param name="IsOwn">True, too, where it need not be asked.</param>
    private sealed record OpenedCase(long? ContactId, DateTime At, bool IsOwn);

    [Flags]
    private enum CaseNeeds
    {
        Nothing = 0,
        InUse = 1,
        Open = 2,
        Closed = 4,
        Deleted = 8,

        /// <summary>Its description may be changed by whoever opened it.</summary>
        Described = 16,
    }
}
