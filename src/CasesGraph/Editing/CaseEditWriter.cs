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

    private readonly KeyedRows rows = new(call.Db, EntityModel.Of<Case>(), parameters);

    /// <summary>What the edit would do to each of the cases, by one statement.</summary>
    public async Task<CheckedCases> CheckAsync(IReadOnlyList<long> keys, CancellationToken token)
    {
        var refusals = (await CaseReach.RefusalsAsync(keys, call, token)).Concat(edit.Refusals).ToList();
        var outcomes = refusals
            .Select((refusal, number) => (refusal.When, Sql.Number(number)))
            .Append((edit.Differs, Sql.Number(Changed)));
        var found = await rows.NumbersAsync(keys, Sql.Choose(outcomes, Sql.Number(Changed - 1)), token);
        return new CheckedCases(
            [.. found.Where(row => row.Number == Changed).Select(row => row.Key)],
            [
                .. found
                    .Index()
                    .Where(row => row.Item.Number >= 0)
                    .Select(row => new RefusedCase(row.Index, row.Item.Key, refusals[row.Item.Number])),
            ],
            found.Count
        );
    }

    /// <summary>Writes to the cases that <see cref="CheckAsync"/> found to change, in the same transaction.</summary>
    public async Task WriteAsync(IReadOnlyList<long> changed, Ref<ChangeSet> set, CancellationToken token)
    {
        if (changed.Count == 0)
            return;
        var cases = rows.Table(changed);
        await new SetBasedLog(call, edit, parameters).AddAsync(cases, changed, set, token);
        await rows.UpdateAsync(cases, Columns(), token);
        foreach (var statement in edit.Links.SelectMany(link => link.Statements(cases)))
            await rows.RunAsync(statement, token);
        if (edit.Unlogged.Count == 0)
            return;
        foreach (var part in CaseParts.Items)
            await part.SettleReopenedAsync(changed, call.Db, token);
    }

    private IEnumerable<(string Column, string After)> Columns()
    {
        var actor = call.Caller.Actor;
        var now = parameters.Add(UtcMicroseconds.From(call.Now));
        return
        [
            .. edit.Fields.Select(field => (field.Field.Property.Name, field.After)),
            .. edit.Settled,
            .. edit.Unlogged,
            .. CaseFacets.LinksOf(edit),
            (nameof(Case.Version), Sql.Next(Sql.Column(nameof(Case.Version)))),
            (nameof(Case.UpdatedAt), now),
            .. PublicTime(now),
            (nameof(Case.UpdatedByUserId), Sql.Number(actor.UserId)),
            (nameof(Case.UpdatedByContactId), Sql.Number(actor.ContactId)),
        ];
    }

    private IEnumerable<(string Column, string After)> PublicTime(string now)
    {
        const string column = nameof(Case.PublicUpdatedAt);
        if (edit.DiffersInPublic is { Count: > 0 } differs)
            yield return (column, Sql.Choose([(Sql.Any(differs), now)], Sql.Column(column)));
    }
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
                    .Select(one => Row(one.At, one.Number, JobRowOutcome.Rejected, [Reason(one.Why)]))
                    .Concat(Skipped.Select(one => Row(one.At, one.Number, JobRowOutcome.Skipped, one.Why)))
                    .OrderBy(row => row.At),
            ]
        );

    private static ChunkRow Row(int at, long number, JobRowOutcome outcome, IReadOnlyList<JobRowReason> why) =>
        new(at, RecordType.Case, number, outcome, why);

    private static JobRowReason Reason(CaseRefusal why) => new(why.Reason, ["input", why.Part], why.Code);
}

/// <summary>A case that an edit cannot be applied to.</summary>
/// <param name="At">The case's place among those that were checked, from 0.</param>
internal sealed record RefusedCase(int At, long Number, CaseRefusal Why);

/// <summary>A case of which something was left as it is.</summary>
/// <param name="At">The case's place among those that were checked, from 0.</param>
internal sealed record SkippedCase(int At, long Number, IReadOnlyList<JobRowReason> Why);
