using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Cases;

/// <summary>deleteCases and restoreCases, which differ in little.</summary>
internal sealed class CaseDeletion(bool restore, Call call)
{
    private static readonly ValueField DeletedAt = EntityModel
        .Of<Case>()
        .ValueFields.Single(field => field.Property.Name is nameof(Case.DeletedAt));

    private ChangeAction Action => restore ? ChangeAction.Restore : ChangeAction.Delete;

    public async Task<Outcome<TPayload>> RunAsync<TPayload>(
        CaseSelection selection,
        SelectionGuards guards,
        (string? Reason, bool DryRun) how,
        Func<DeletedCases, TPayload> payload,
        CancellationToken token
    )
        where TPayload : class
    {
        var checks = new InputChecks(call);
        checks.Reason(how.Reason);
        var keys = await selection.KeysAsync(restore, guards, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;
        if (keys.Count > JobQueue.MostAtOnce && !how.DryRun)
        {
            var kind = restore ? JobKind.Restore : JobKind.Delete;
            var job = await call.QueueAsync(kind, work: "", keys, (Action, how.Reason), token);
            return payload(new DeletedCases(Found: null, ChangeSet: null, job));
        }
        var writer = Writer();
        var found = await writer.CheckAsync(keys, token);
        Ref<ChangeSet>? set = null;
        if (!how.DryRun && found.Changed.Count > 0)
        {
            set = await call.NewChangeSetAsync(Action, how.Reason, token);
            await writer.WriteAsync(found.Changed, set, token);
        }
        return payload(new DeletedCases(found, set, Job: null));
    }

    /// <summary>A chunk of a job.</summary>
    public async Task<CheckedCases> RunChunkAsync(
        IReadOnlyList<long> cases,
        Ref<ChangeSet> set,
        CancellationToken token
    )
    {
        var writer = Writer();
        var found = await writer.CheckAsync(cases, token);
        await writer.WriteAsync(found.Changed, set, token);
        return found;
    }

    private CaseEditWriter Writer()
    {
        var parameters = new SqlParameters();
        var now = parameters.Add(UtcMicroseconds.From(call.Now));
        var edit = new CaseEdit(restore ? ChangeKind.Restored : ChangeKind.Deleted);
        edit.Fields.Add(new EditedField(DeletedAt, restore ? LoggedSql.NoNumber : now));
        edit.Refusals.AddRange([CaseRefusal.Unknown, CaseRefusal.Merged]);
        edit.Refusals.Add(restore ? CaseRefusal.NotDeleted : CaseRefusal.AlreadyDeleted);
        return new CaseEditWriter(call, edit, parameters);
    }
}

/// <summary>What came of a deletion, or the job that does it.</summary>
internal sealed record DeletedCases(CheckedCases? Found, Ref<ChangeSet>? ChangeSet, Ref<Job>? Job)
{
    public IReadOnlyList<Ref<Case>>? Ids => Found?.Changed.Select(number => new Ref<Case>(number)).ToList();
    public IReadOnlyList<CaseRejection>? Rejected => Found is null ? null : CaseRejection.Of(Found.Refused);
}
