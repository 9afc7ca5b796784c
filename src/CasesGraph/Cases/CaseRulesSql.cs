using CasesGraph.Data;
using CasesGraph.Teams;
using CasesGraph.Users;

namespace CasesGraph.Cases;

/// <summary>
/// <see cref="CaseRules.Edit"/> for many cases at once: new values as expressions over a case as it is before, made of the
/// tables of its rules.
/// </summary>
internal static class CaseRulesSql
{
    private static readonly string Status = Sql.Column(nameof(Case.Status));

    public static string StatusOfAssigned(string assignee) =>
        Sql.Choose(
            [
                (
                    Sql.All(Sql.IsSet(assignee), Sql.Differs(Sql.Column(nameof(Case.AssignedToId)), assignee)),
                    Sql.ByValue<CaseStatus>(Status, before => Sql.Number(CaseRules.Assigned(before)))
                ),
            ],
            Status
        );

    public static string StatusDetailOf(string status, StatusDefaults defaults) =>
        Sql.Choose(
            [
                (
                    Sql.Differs(Status, status),
                    Sql.ByValue<CaseStatus>(
                        status,
                        after => defaults[after] is { } key ? Sql.Number(key) : Sql.NoNumber
                    )
                ),
            ],
            Sql.Column(nameof(Case.StatusDetailId))
        );

    /// <summary>The condition for a case to be re-opened with an assignee who has gone, or has left its team.</summary>
    /// <param name="restored">Whether the case was deleted before, and is not after.</param>
    public static string LosesAssignee(string status, string assignee, string team, bool restored = false) =>
        Sql.All(
            Sql.IsBelow(status, Sql.Number(CaseRules.FirstClosed)),
            restored ? Sql.True : Sql.IsFrom(Status, Sql.Number(CaseRules.FirstClosed)),
            Sql.IsSet(assignee),
            $"({Sql.Any(LinkedColumns.Of(typeof(User)).IsUnusable(assignee), Memberships.Lacks(assignee, team))})"
        );

    /// <summary>The assignee of a case that goes to another team: nobody, where they are no member of that.</summary>
    public static string AssigneeIn(string team) =>
        Sql.Choose(
            [
                (
                    Sql.All(
                        Sql.Differs(Sql.Column(nameof(Case.TeamId)), team),
                        Memberships.Lacks(Sql.Column(nameof(Case.AssignedToId)), team)
                    ),
                    Sql.NoNumber
                ),
            ],
            Sql.Column(nameof(Case.AssignedToId))
        );

    /// <summary>What such a case has then: <see cref="CaseRules.LoseAssignee"/>.</summary>
    public static (string Column, string After)[] WithoutAssignee(StatusDefaults defaults)
    {
        var status = CaseRules.Waiting(assignee: null);
        return
        [
            (nameof(Case.Status), Sql.Number(status)),
            (nameof(Case.StatusDetailId), defaults[status] is { } key ? Sql.Number(key) : Sql.NoNumber),
            (nameof(Case.AssignedToId), Sql.NoNumber),
        ];
    }

    public static string ClosedAt(string status, string now) =>
        Sql.ByValue<CaseStatus>(
            status,
            after => Sql.ByValue<CaseStatus>(Status, before => ClosedAt(CaseRules.ClosingOf(before, after), now))
        );

    /// <summary>The columns that <see cref="CaseTimes.Edit"/> sets from the status, and what closing ends.</summary>
    public static IEnumerable<(string Column, string After)> Times(string status, string now) =>
        [
            (
                nameof(Case.StatusChangedAt),
                Sql.Choose([(Sql.Differs(Status, status), now)], Kept(nameof(Case.StatusChangedAt)))
            ),
            (
                nameof(Case.LastClosedAt),
                OfChange(
                    status,
                    (before, after) =>
                        CaseRules.ClosingOf(before, after) is Closing.Now ? now : Kept(nameof(Case.LastClosedAt))
                )
            ),
            (
                nameof(Case.ReopenedCount),
                OfChange(
                    status,
                    (before, after) =>
                        CaseRules.Reopens(before, after)
                            ? Sql.Next(Kept(nameof(Case.ReopenedCount)))
                            : Kept(nameof(Case.ReopenedCount))
                )
            ),
        ];

    /// <summary>Nobody waits for a closed case. What those wait for that are opened again, their messages tell.</summary>
    public static string WaitingSince(string status) =>
        Sql.ByValue<CaseStatus>(
            status,
            after => CaseRules.IsClosed(after) ? Sql.NoNumber : Kept(nameof(Case.WaitingSince))
        );

    public static string AssignedAt(string assignee, string now) =>
        Sql.Choose(
            [(Sql.IsNull(assignee), Sql.NoNumber), (Sql.Differs(Kept(nameof(Case.AssignedToId)), assignee), now)],
            Kept(nameof(Case.AssignedAt))
        );

    private static string OfChange(string status, Func<CaseStatus, CaseStatus, string> told) =>
        Sql.ByValue<CaseStatus>(status, after => Sql.ByValue<CaseStatus>(Status, before => told(before, after)));

    private static string Kept(string column) => Sql.Column(column);

    private static string ClosedAt(Closing closing, string now) =>
        closing switch
        {
            Closing.None => Sql.Null,
            Closing.Kept => Sql.Column(nameof(Case.ClosedAt)),
            _ => now,
        };
}
