using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Purge;

/// <summary>
/// Removes cases by a number of statements that does not depend on theirs. The log keeps its positions, times and actors,
/// and loses the values. The files' contents go with the next sweep of orphans.
/// </summary>
internal sealed class CasePurge(Call call) : SelectionWork(call)
{
    private const string Survives =
        "Other cases were merged into it. Purge those with it, or bring them back first (unmergeCase).";

    private readonly SqlParameters parameters = new();
    private readonly CaseEdit edit = new(ChangeKind.Purged);

    protected override (JobKind, ChangeAction) Kind => (JobKind.Purge, ChangeAction.Purge);

    protected override bool OfDeleted => true;

    protected override Task<CheckedCases> CheckAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        edit.Refusals.Add(CaseRefusal.Unknown);
        edit.Refusals.Add(new CaseRefusal(GoesOn(Table(cases)), ValidationCode.Conflict, Survives));
        return new CaseEditWriter(Call, edit, parameters).CheckAsync(cases, token);
    }

    protected override async Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token)
    {
        if (changed.Count == 0)
            return;
        var cases = Table(changed);
        await new SetBasedLog(Call, edit, parameters).AddAsync(cases, changed.Count, set, token);
        var (database, dialect) = (Call.Db.Database, Call.Db.Dialect);
        if (dialect.Overwrite(deleted: true) is { } on)
            await database.ExecuteSqlRawAsync(on, token);
        foreach (var statement in Statements($"IN (SELECT k.\"Key\" FROM {cases} AS k)"))
            await database.ExecuteSqlRawAsync(statement, parameters.Values, token);
        await EmptyAnswersAsync(token);
        if (dialect.Overwrite(deleted: false) is { } off)
            await database.ExecuteSqlRawAsync(off, token);
    }

    /// <summary>Cases that went into others come before those: a chunk looks no further than itself.</summary>
    protected override async Task<IReadOnlyList<long>> InTurnAsync(IReadOnlyList<long> cases, CancellationToken token)
    {
        var merged = await Call
            .Db.CaseMerges.Where(merge => cases.Contains(merge.CaseNumber) && merge.Case.MergedIntoNumber != null)
            .OrderBy(merge => merge.ChangeId)
            .Select(merge => merge.CaseNumber)
            .ToListAsync(token);
        return [.. merged, .. cases.Except(merged)];
    }

    /// <summary>
    /// The condition for a case that goes on for one outside the selection: for each of those the whole way of its merges
    /// has to stay.
    /// </summary>
    private static string GoesOn(string selected) =>
        $"""
            c."Number" IN (
                WITH RECURSIVE outside AS (SELECT m."Number", m."MergedIntoNumber" FROM "Case" AS m
                    WHERE m."MergedIntoNumber" IN (SELECT COALESCE(s."MergedIntoNumber", s."Number")
                            FROM {selected} AS k JOIN "Case" AS s ON s."Number" = k."Key")
                        AND m."Number" NOT IN (SELECT k."Key" FROM {selected} AS k)),
                staying ("Number") AS (
                    SELECT "MergedIntoNumber" FROM outside
                    UNION
                    SELECT g."SurvivorNumber" FROM outside JOIN "CaseMerge" AS g ON g."CaseNumber" = outside."Number"
                    UNION
                    SELECT g."SurvivorNumber" FROM staying
                        JOIN "Case" AS m ON m."Number" = staying."Number" AND m."MergedIntoNumber" IS NOT NULL
                        JOIN "CaseMerge" AS g ON g."CaseNumber" = m."Number")
                SELECT "Number" FROM staying)
            """;

    private static IEnumerable<string> Statements(string among) =>
        [
            $"""
                UPDATE "FieldChange" SET "Before" = NULL, "After" = NULL, "BeforeRole" = NULL, "AfterRole" = NULL,
                    "BeforeText" = NULL, "AfterText" = NULL
                WHERE "ChangeId" IN (SELECT ch."Id" FROM "CaseChange" AS ch WHERE ch."CaseNumber" {among})
                """,
            $"""UPDATE "CaseChange" SET "Settled" = NULL WHERE "Settled" IS NOT NULL AND "CaseNumber" {among}""",
            // Files may refer to messages, and never the other way round.
            .. CaseParts.All.Reverse().Select(part => $"""DELETE FROM "{part.Row.Name}" WHERE "CaseNumber" {among}"""),
            $"""DELETE FROM "CaseMerge" WHERE "CaseNumber" {among} OR "SurvivorNumber" {among}""",
            // A row that another refers to cannot go, not even before that one in the same statement.
            $"""UPDATE "Case" SET "MergedIntoNumber" = NULL WHERE "MergedIntoNumber" IS NOT NULL AND "Number" {among}""",
            $"""DELETE FROM "Case" WHERE "Number" {among}""",
        ];

    /// <summary>Which of them tell of the cases is not known. Their keys stay used.</summary>
    private Task<int> EmptyAnswersAsync(CancellationToken token)
    {
        byte[] empty = [];
        return Call
            .Db.IdempotentAnswers.Where(answer => answer.Outcome != null || answer.Answer != empty)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(answer => answer.Answer, empty)
                        .SetProperty(answer => answer.Outcome, answer => null),
                token
            );
    }

    private string Table(IReadOnlyList<long> cases)
    {
        var dialect = Call.Db.Dialect;
        return dialect.Items(parameters.Add(dialect.ListParameter(cases)));
    }
}
