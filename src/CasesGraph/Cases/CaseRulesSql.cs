namespace CasesGraph.Cases;

/// <summary><see cref="CaseRules.Edit"/> for many cases at once: new values as SQL over a row <c>c</c> of Case.</summary>
internal static class CaseRulesSql
{
    private const string Status = "c.\"Status\"";

    public static string StatusOfAssigned(string assignee) =>
        $"""
            CASE WHEN {Status} = {(int)CaseStatus.New} AND {assignee} IS NOT NULL AND c."AssignedToId" IS DISTINCT FROM {assignee}
                THEN {(int)CaseStatus.Assigned} ELSE {Status} END
            """;

    public static string ClosedAt(string status, string now) =>
        $"""
            CASE WHEN {status} < {(int)CaseStatus.Closed} THEN NULL
                WHEN {Status} >= {(int)CaseStatus.Closed} THEN c."ClosedAt" ELSE {now} END
            """;
}
