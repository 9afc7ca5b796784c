using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>
/// Applies one edit to many cases, by a number of statements that does not depend on theirs, with versions, times and log
/// as every write has them.
/// </summary>
/// <param name="parameters">Those of the edit's texts.</param>
internal sealed class CaseEditWriter(Call call, CaseEdit edit, SqlParameters parameters)
{
    private const int Changed = -1;

    /// <summary>What the edit would do to each of the cases, by one statement.</summary>
    public async Task<CheckedCases> CheckAsync(IReadOnlyList<long> keys, CancellationToken token)
    {
        var refusals = edit.Refusals.Select((refusal, number) => $"WHEN {refusal.When} THEN {number}");
        var sql = $"""
            SELECT k."Key" AS "Number", CASE {string.Join(' ', refusals)}
                WHEN {edit.Differs} THEN {Changed} ELSE {Changed - 1} END AS "Outcome"
            FROM {Table(keys)} AS k LEFT JOIN "Case" AS c ON c."Number" = k."Key" ORDER BY k."At"
            """;
        var found = await call.Db.Database.SqlQueryRaw<CheckedRow>(sql, parameters.Values).ToListAsync(token);
        return new CheckedCases(
            [.. found.Where(row => row.Outcome == Changed).Select(row => row.Number)],
            [
                .. found
                    .Index()
                    .Where(row => row.Item.Outcome >= 0)
                    .Select(row => new RefusedCase(row.Index, row.Item.Number, edit.Refusals[row.Item.Outcome])),
            ],
            found.Count
        );
    }

    /// <summary>Writes to the cases that <see cref="CheckAsync"/> found to change, in the same transaction.</summary>
    public async Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token)
    {
        if (changed.Count == 0)
            return;
        var cases = Table(changed);
        await new SetBasedLog(call, edit, parameters).AddAsync(cases, changed.Count, set, token);
        foreach (var statement in edit.Links.SelectMany(link => link.Statements(cases)).Prepend(Update(cases)))
            await call.Db.Database.ExecuteSqlRawAsync(statement, parameters.Values, token);
    }

    private string Update(string cases)
    {
        var actor = call.Caller.Actor;
        (string Column, string After)[] columns =
        [
            .. edit.Fields.Select(field => (field.Field.Property.Name, field.After)),
            .. edit.Settled,
            (nameof(Case.Version), "c.\"Version\" + 1"),
            (nameof(Case.UpdatedAt), parameters.Add(UtcMicroseconds.From(call.Now))),
            (nameof(Case.UpdatedByUserId), Key(actor.UserId)),
            (nameof(Case.UpdatedByContactId), Key(actor.ContactId)),
        ];
        var set = string.Join(", ", columns.Select(column => $"\"{column.Column}\" = {column.After}"));
        return $"""UPDATE "Case" AS c SET {set} WHERE c."Number" IN (SELECT k."Key" FROM {cases} AS k)""";
    }

    private string Table(IReadOnlyList<long> keys)
    {
        var dialect = call.Db.Dialect;
        return dialect.Items(parameters.Add(dialect.ListParameter(keys)));
    }

    private static string Key(long? key) => key?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL";

    internal sealed record CheckedRow(long Number, int Outcome);
}

/// <summary>What an edit does to cases.</summary>
/// <param name="Changed">Those that it changes, in their order.</param>
/// <param name="Refused">Those that it cannot be applied to.</param>
/// <param name="Count">All of them.</param>
internal sealed record CheckedCases(IReadOnlyList<long> Changed, IReadOnlyList<RefusedCase> Refused, int Count)
{
    /// <summary>Cases of which something was left as it is, whether or not the rest was changed.</summary>
    public IReadOnlyList<SkippedCase> Skipped { get; init; } = [];

    public int Unchanged => Count - Changed.Count - Refused.Count;

    /// <summary>As a job tells of it.</summary>
    public ChunkResult AsChunk() =>
        new(
            Count,
            Changed.Count,
            Refused.Count,
            [
                .. Refused
                    .Select(one => new ChunkRow(one.At, one.Number, JobRowOutcome.Rejected, [Reason(one.Why)]))
                    .Concat(Skipped.Select(one => new ChunkRow(one.At, one.Number, JobRowOutcome.Skipped, one.Why)))
                    .OrderBy(row => row.At),
            ]
        );

    private static JobRowReason Reason(CaseRefusal why) => new(why.Reason, ["input", why.Part], why.Code);
}

/// <summary>A case that an edit cannot be applied to.</summary>
/// <param name="At">The case's place among those that were checked, from 0.</param>
internal sealed record RefusedCase(int At, long Number, CaseRefusal Why);

/// <summary>A case of which something was left as it is.</summary>
/// <param name="At">The case's place among those that were checked, from 0.</param>
internal sealed record SkippedCase(int At, long Number, IReadOnlyList<JobRowReason> Why);
