using System.ComponentModel;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Operations;

namespace CasesGraph.MassUpdate;

[Description("Which cases to change, and how.")]
public sealed record MassUpdateCasesInput(
    [property: Description("Which cases: by ids, or those in use that meet a condition when the call is accepted.")]
        RowSelection<Case> Select,
    [property: Description("What to change in each of them.")] CasePatchInput Set,
    [property: Description("Refuse the call when the selection holds more cases than this.")] int? MaxCount,
    [property: Description(
        "Refuse the call unless the selection holds exactly this many cases, such as a dry run has matched."
    )]
        int? ExpectedCount,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason,
    [property: Description("True to get the same answer without changing anything.")] bool DryRun = false,
    [property: Description(
        "Whether one case that cannot be written keeps all from being written. That is looked at when the call is accepted; a job rejects by itself what can no longer be written when its turn comes, and writes the others."
    )]
        ErrorPolicy ErrorPolicy = ErrorPolicy.RejectEverything
);

[Description("What was changed and what was not, or why nothing was.")]
[Errors(
    typeof(ValidationError),
    typeof(EmptySelectionError),
    typeof(SelectionSizeError),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record MassUpdateCasesPayload(
    [property: Description("How many cases the selection holds; ids of no case are not counted, but rejected.")]
        int? Matched,
    [property: Description("How many cases were changed, or would be by a dry run; 0 when everything is rejected.")]
        int? Changed,
    [property: Description("How many cases have all of the values already; they are left as they are.")] int? Unchanged,
    [property: Description("The first 10 of the cases that the values differ from.")] IReadOnlyList<Ref<Case>>? Sample,
    [property: Description("Cases that cannot be written, each with the reason; at most 100.")]
        IReadOnlyList<CaseRejection>? Rejected,
    [property: Description("How many cases cannot be written.")] int? RejectedCount,
    [property: Description("The change set of this call; null when nothing was changed, or a job does it.")]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that does it when the selection holds more than 1,000 cases; it has the counts, and what was rejected."
    )]
        Ref<Job>? Job
);

internal sealed class MassUpdateCases(JobQueue jobs)
    : IOperation<MassUpdateCasesInput, MassUpdateCasesPayload>,
        IDemands<MassUpdateCasesInput>
{
    public IEnumerable<AccessAction> Demands(MassUpdateCasesInput input) =>
        CaseDemands.Of(input.Set.Values, input.Set.Parts);

    private const int SampleSize = 10;

    public async Task<Outcome<MassUpdateCasesPayload>> RunAsync(
        MassUpdateCasesInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        var guards = new SelectionGuards(input.MaxCount, input.ExpectedCount);
        var selected = await input.Select.KeysAsync(deleted: false, guards, call, checks, token);
        var keys = selected.Keys;
        var everything = input.ErrorPolicy is ErrorPolicy.RejectEverything;
        var values = await NamedStatus.ReadAsync(input.Set.Values, call, checks, token, "set");
        var change = input.Set with { Values = values };
        await CasePatchChecks.RunAsync(change, new HeldReferences(keys, everything, call.Db), call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var patch = await CasePatch.OfAsync(change, input.DryRun, call, token);
        var asJob = keys.Count > JobQueue.MostAtOnce && !input.DryRun;
        if (asJob && !everything)
            return await QueueAsync(patch, selected, input.Reason, call, token);
        var writer = await WriterAsync(patch, call, token);
        var found = await writer.CheckAsync(keys, token);
        var refused = everything && found.Refused.Count > 0;
        if (asJob && !refused)
            return await QueueAsync(patch, selected, input.Reason, call, token);
        Ref<ChangeSet>? set = null;
        if (!input.DryRun && !refused && found.Changed.Count > 0)
        {
            set = await call.NewChangeSetAsync(ChangeAction.MassUpdate, input.Reason, token);
            await writer.WriteAsync(found.Changed, set, token);
        }
        return new MassUpdateCasesPayload(
            selected.Size,
            refused ? 0 : found.Changed.Count,
            found.Unchanged,
            [.. found.Changed.Take(SampleSize).Select(number => new Ref<Case>(number))],
            CaseRejection.Of(found.Refused),
            found.Refused.Count,
            set,
            Job: null
        );
    }

    private async Task<MassUpdateCasesPayload> QueueAsync(
        CasePatch patch,
        SelectedRows selected,
        string? reason,
        Call call,
        CancellationToken token
    )
    {
        var work = JsonSerializer.Serialize(patch, JobJson.Options);
        var job = await jobs.AddAsync(
            call,
            JobKind.MassUpdate,
            work,
            selected.Keys,
            (ChangeAction.MassUpdate, reason),
            token
        );
        return new MassUpdateCasesPayload(
            selected.Size,
            Changed: null,
            Unchanged: null,
            Sample: null,
            Rejected: null,
            RejectedCount: null,
            ChangeSet: null,
            job
        );
    }

    internal static async Task<CaseEditWriter> WriterAsync(CasePatch patch, Call call, CancellationToken token)
    {
        var parameters = new SqlParameters();
        var defaults = await StatusDefaults.LoadAsync(call.Db, token);
        return new CaseEditWriter(call, CasePatchEdit.Of(patch, parameters, call.Now, defaults), parameters);
    }
}
