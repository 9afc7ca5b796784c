using CasesGraph.Data;

namespace CasesGraph.Cases;

/// <summary><see cref="CaseRules.Edit"/> for many cases at once: new values as expressions over a case as it is before.</summary>
internal static class CaseRulesSql
{
    private static readonly string Status = Sql.Column(nameof(Case.Status));

    public static string StatusOfAssigned(string assignee) =>
        Sql.Choose(
            [
                (
                    Sql.All(
                        Sql.Is(Status, CaseStatus.New),
                        Sql.IsSet(assignee),
                        Sql.Differs(Sql.Column(nameof(Case.AssignedToId)), assignee)
                    ),
                    Sql.Number(CaseStatus.Assigned)
                ),
            ],
            Status
        );

    public static string ClosedAt(string status, string now) =>
        Sql.Choose(
            [
                (Sql.IsBefore(status, CaseStatus.Closed), Sql.Null),
                (Sql.IsAtLeast(Status, CaseStatus.Closed), Sql.Column(nameof(Case.ClosedAt))),
            ],
            now
        );
}
