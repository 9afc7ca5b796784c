using CasesGraph.Data;

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

    public static string ClosedAt(string status, string now) =>
        Sql.ByValue<CaseStatus>(
            status,
            after => Sql.ByValue<CaseStatus>(Status, before => ClosedAt(CaseRules.ClosingOf(before, after), now))
        );

    private static string ClosedAt(Closing closing, string now) =>
        closing switch
        {
            Closing.None => Sql.Null,
            Closing.Kept => Sql.Column(nameof(Case.ClosedAt)),
            _ => now,
        };
}
