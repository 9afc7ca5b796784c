using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Records;

[Named("{Entity}PatchInput")]
[Description("New values for many {entities}; a field that is not given stays as it is, null clears it.")]
public sealed record PatchInput<TEntity>([property: FieldsOf(EditableIn.MassUpdate)] EntityValues<TEntity> Values)
    where TEntity : class;

[Named("MassUpdate{Entities}Input")]
[Description("Which {entities} to change, and how.")]
public sealed record MassUpdateInput<TEntity>(
    [property: Description(
        "Which {entities}: by ids, or those in use that meet a condition when the call is accepted."
    )]
        RowSelection<TEntity> Select,
    [property: Description("What to change in each of them.")] PatchInput<TEntity> Set,
    [property: Description("Refuse the call when the selection holds more {entities} than this.")] int? MaxCount,
    [property: Description(
        "Refuse the call unless the selection holds exactly this many {entities}, such as a dry run has matched."
    )]
        int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without changing anything.")] bool DryRun = false,
    [property: Description(
        "Whether one that cannot be written keeps all from being written. That is looked at when the call is accepted; a job rejects by itself what can no longer be written when its turn comes, and writes the others."
    )]
        ErrorPolicy ErrorPolicy = ErrorPolicy.RejectEverything
)
    where TEntity : class;

[Named("MassUpdate{Entities}Payload")]
[Description("What was changed and what was not, or why nothing was.")]
[Errors(
    typeof(ValidationError),
    typeof(EmptySelectionError),
    typeof(SelectionSizeError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record MassUpdatePayload<TEntity>(
    [property: Description("How many {entities} the selection holds; ids of none are not counted, but rejected.")]
        int? Matched,
    [property: Description("How many were changed, or would be by a dry run; 0 when everything is rejected.")]
        int? Changed,
    [property: Description("How many have all of the values already; they are left as they are.")] int? Unchanged,
    [property: Description("The first 10 of those that the values differ from.")] IReadOnlyList<Ref<TEntity>>? Sample,
    [property: Description("What cannot be written, each with the reason; at most 100.")]
        IReadOnlyList<Rejection>? Rejected,
    [property: Description("How many cannot be written.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was changed, or a job does it.")]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 {entities}; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
)
    where TEntity : class;

internal sealed class MassUpdateRecords<TEntity>(EntityRules<TEntity> rules, JobQueue jobs)
    : IOperation<MassUpdateInput<TEntity>, MassUpdatePayload<TEntity>>
    where TEntity : class, IVersioned
{
    private const int SampleSize = 10;
    private const string Set = "set";

    public async Task<Outcome<MassUpdatePayload<TEntity>>> RunAsync(
        MassUpdateInput<TEntity> input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var guards = new SelectionGuards(input.MaxCount, input.ExpectedCount);
        var selected = await input.Select.KeysAsync(deleted: false, guards, call, checks, token);
        var everything = input.ErrorPolicy is ErrorPolicy.RejectEverything;
        checks.Changes(input.Set.Values, Set);
        await ReferencesAsync(input.Set.Values, selected.Keys, everything, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        var edit = new PatchEdit<TEntity>(input.Set.Values, rules);
        var how = (input.Reason, input.DryRun);
        var done = await new RecordWork<TEntity>(call, edit).RunAsync(selected.Keys, how, everything, jobs, token);
        return new MassUpdatePayload<TEntity>(
            selected.Size,
            done.Changed,
            done.Found?.Unchanged,
            done.Ids is null ? null : [.. done.Ids.Take(SampleSize)],
            done.Rejected,
            done.Found?.Refused.Count,
            done.ChangeSet,
            done.Job
        );
    }

    /// <summary>What the values refer to is there and in use, or what the records refer to already.</summary>
    private static async Task ReferencesAsync(
        EntityValues<TEntity> values,
        IReadOnlyList<long> keys,
        bool all,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var key = EntityModel.Of<TEntity>().Key!.Name;
        var inUse = call
            .Db.Set<TEntity>()
            .Where(one =>
                keys.Contains(EF.Property<long>(one, key))
                && EF.Property<DateTime?>(one, nameof(ISoftDeleted.DeletedAt)) == null
            );
        var references = new ReferenceChecks(call, checks);
        foreach (var (field, value) in values.Given)
        {
            if (field is ReferenceField reference && value is long to)
                references.Add(
                    InputChecks.Path(Set, field.InputName),
                    reference.Target,
                    to,
                    inner => AreHeldAsync(inUse, field.Property.Name, to, all, inner)
                );
        }
        await references.RunAsync(token);
    }

    private static async Task<bool> AreHeldAsync(
        IQueryable<TEntity> inUse,
        string column,
        long key,
        bool all,
        CancellationToken token
    )
    {
        var count = await inUse.CountAsync(one => EF.Property<long?>(one, column) == key, token);
        return count > 0 && (!all || count == await inUse.CountAsync(token));
    }
}
