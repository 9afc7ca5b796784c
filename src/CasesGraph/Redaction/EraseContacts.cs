using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

[Description("What becomes of the messages that an erased contact wrote.")]
public enum ErasedMessages
{
    [Description("They keep their text.")]
    Keep,

    [Description("Their whole text is taken out.")]
    Redact,
}

[Description("Which persons to take out.")]
public sealed record EraseContactsInput(
    [property: Description(
        "The ids of the contacts, deleted ones too; at most 100. Those that were merged into them are erased with them; one that was merged into another is erased with that one alone."
    )]
        IReadOnlyList<Ref<Contact>> Ids,
    [property: Description("What becomes of the messages that they wrote.")] ErasedMessages Messages,
    [property: Description("Why it is done, for the change log, where it stays; at most 1,000 characters.")]
        string Reason,
    [property: Description("True to get the same answer without erasing anything.")] bool DryRun = false
);

[Description("What is or would be touched, or why nothing was erased.")]
[Errors(typeof(NotFoundError<Contact>), typeof(MergedError<Contact>), typeof(ValidationError), typeof(ForbiddenError))]
public sealed record EraseContactsPayload(
    [property: Description("The contacts, in the order of their ids: as they are by now, in a dry run as they stay.")]
        IReadOnlyList<Ref<Contact>>? Contacts,
    [property: Description(
        "Cases that they opened, are or were linked with, or wrote in, deleted and merged ones and copies too, the lowest numbers first; at most 100. Their other texts stay: look whether they tell of the person."
    )]
        IReadOnlyList<ErasureCase>? Cases,
    [property: Description("How many such cases there are.")] int? CaseCount,
    [property: Description("How many messages of theirs there are in all cases.")] int? MessageCount,
    [property: Description("The change set of this call; null in a dry run, and when nothing was left to erase.")]
        Ref<ChangeSet>? ChangeSet,
    [property: Description(
        "The job that goes through the cases when they are more than 1,000; the contacts themselves are erased by then."
    )]
        Ref<Job>? Job
);

[Description("A case that an erased contact is, or was, a part of.")]
public sealed record ErasureCase(
    [property: Description("The case, deleted or merged ones too.")] Ref<Case> Case,
    [property: Description("Whether duplicateCase made it, and so with texts of another case.")] bool IsCopy,
    [property: Description("How many messages of the contacts it has.")] int Messages,
    [property: Description("How many files came with those; removeAttachments removes them.")] int Files
);

internal sealed class EraseContacts(JobQueue jobs) : IOperation<EraseContactsInput, EraseContactsPayload>
{
    public async Task<Outcome<EraseContactsPayload>> RunAsync(
        EraseContactsInput input,
        Call call,
        CancellationToken token
    )
    {
        var checks = new InputChecks(call);
        RedactedPart.CheckReason(checks, input.Reason);
        var keys = RedactedPart.Keys(input.Ids, checks);
        var contacts = keys.Count > RedactedPart.Most ? [] : await FindAsync(keys, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        if (!input.DryRun)
            call.Db.KeepAnswersOff();
        // Those that were merged into them are the same persons.
        keys = contacts.ConvertAll(contact => contact.Id);
        var traces = await ContactTraces.FindAsync(keys, call.Db, token);
        var told = await traces.TellAsync(RedactedPart.Most, token);
        var erasure = new Erasure(new ErasureTask([.. keys], input.Messages), call);
        var (set, job) = input.DryRun ? default : await erasure.RunAsync(contacts, traces, input.Reason, jobs, token);
        return new EraseContactsPayload(
            [.. contacts.Select(contact => new Ref<Contact>(contact.Id))],
            told,
            traces.Cases.Count,
            traces.Messages.Count,
            set,
            job
        );
    }

    private static async Task<List<Contact>> FindAsync(
        List<long> keys,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var found = await call
            .Db.Rows<Contact>()
            .Where(contact => keys.Contains(contact.Id) || keys.Contains(contact.MergedIntoId!.Value))
            .OrderBy(contact => contact.Id)
            .ToListAsync(token);
        // A malformed id has been noted when it was read.
        foreach (var missing in keys.Except(found.Select(contact => contact.Id)).Where(key => key != 0))
            checks.Add(new NotFoundError<Contact>(new(missing)));
        // What the one that goes on took from it would stay.
        foreach (var survivor in found.Where(one => keys.Contains(one.Id)).Select(one => one.MergedIntoId))
        {
            if (survivor is { } key && !keys.Contains(key))
                checks.Add(new MergedError<Contact>(await MergedRows.SurvivorAsync<Contact>(key, call, token)));
        }
        return found;
    }
}
