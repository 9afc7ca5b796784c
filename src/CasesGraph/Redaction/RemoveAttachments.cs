using System.ComponentModel;
using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

[Description("Which files to remove for good.")]
public sealed record RemoveAttachmentsInput(
    [property: Description("The ids of the attachments, of whichever cases, deleted and merged ones too; at most 100.")]
        IReadOnlyList<Ref<Attachment>> Ids,
    [property: Description("Why it is done, for the change log, where it stays; at most 1,000 characters.")]
        string Reason
);

[Description("What was removed, or why nothing was.")]
[Errors(typeof(NotFoundError<Attachment>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record RemoveAttachmentsPayload(
    [property: Description("The ids that the removed attachments had.")]
    [property: AsId]
        IReadOnlyList<Ref<Attachment>>? RemovedIds,
    [property: Description("The cases that they were in.")] IReadOnlyList<Ref<Case>>? Cases,
    [property: Description(
        "Attachments of the same content, such as those of copies that duplicateCase made: for them it stays until they are removed too. At most 100."
    )]
        IReadOnlyList<Ref<Attachment>>? Others,
    [property: Description("The change set of this call.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class RemoveAttachments(ContentRemovals removals)
    : IOperation<RemoveAttachmentsInput, RemoveAttachmentsPayload>
{
    private static readonly ItemPart Part = CaseParts.Items.Single(part => part.Row == typeof(Attachment));

    public async Task<Outcome<RemoveAttachmentsPayload>> RunAsync(
        RemoveAttachmentsInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        RedactedPart.CheckReason(checks, input.Reason);
        var keys = RedactedPart.Keys(input.Ids, checks);
        var files = await FindAsync(keys, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        call.Db.KeepAnswersOff();
        var log = new ChangeLogWriter(call, ChangeAction.Redact, input.Reason);
        await call.Db.OverwritingAsync(() => WriteAsync(files, log, call, token), token);
        call.OnKept(removals.Ring);
        return new RemoveAttachmentsPayload(
            [.. files.Select(file => new Ref<Attachment>(file.Id))],
            [.. files.Select(file => new Ref<Case>(file.CaseNumber)).Distinct()],
            await OthersAsync(files, call, token),
            log.ChangeSet
        );
    }

    private static async Task<List<Attachment>> FindAsync(
        List<long> keys,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (keys.Count > RedactedPart.Most)
            return [];
        var found = await call
            .Db.Rows<Attachment>()
            .Where(file => keys.Contains(file.Id))
            .OrderBy(file => file.Id)
            .ToListAsync(token);
        // A malformed id has been noted when it was read.
        foreach (var missing in keys.Except(found.Select(file => file.Id)).Where(key => key != 0))
            checks.Add(new NotFoundError<Attachment>(new(missing)));
        if (await CaseReach.DeniedAsync(found.Select(file => file.CaseNumber), call, token) is { } denied)
            checks.Add(new ForbiddenError(denied));
        return found;
    }

    private static async Task WriteAsync(
        List<Attachment> files,
        ChangeLogWriter log,
        Call call,
        CancellationToken token
    )
    {
        foreach (var file in files)
        {
            var @case = (await call.Db.FindAsync<Case>([file.CaseNumber], token))!;
            // Names tell too; the log's own entry has what is left of it.
            file.FileName = Blackening.Whole(file.FileName);
            Part.Remove(file, call.Db);
            log.TellRedacted(@case);
        }
        await log.SaveAsync(token);
        await LoggedItems.RetellAsync(Part, files, call.Db, token);
        await call.Db.ForgetCopiesAsync(call.Now, token);
    }

    private static async Task<IReadOnlyList<Ref<Attachment>>> OthersAsync(
        List<Attachment> removed,
        Call call,
        CancellationToken token
    )
    {
        var contents = removed.ConvertAll(file => file.StorageKey);
        var others = await call
            .Db.Rows<Attachment>()
            .Where(file => contents.Contains(file.StorageKey))
            .OrderBy(file => file.Id)
            .Select(file => file.Id)
            .Take(RedactedPart.Most)
            .ToListAsync(token);
        return others.ConvertAll(id => new Ref<Attachment>(id));
    }
}
