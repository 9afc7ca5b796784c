using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Conversation;
using CasesGraph.Data;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Redaction;

/// <summary>Whom to erase, as a job keeps it.</summary>
internal sealed record ErasureTask(IReadOnlyList<long> Contacts, ErasedMessages Messages);

/// <summary>Takes persons out: of their own rows and log at once, of the log of cases and of messages at once or by a job.</summary>
internal sealed class Erasure(ErasureTask task, Call call)
{
    /// <summary>Messages can be long: those of so many cases are in memory at once.</summary>
    private const int Slice = 100;

    private static readonly UpdatesPart Messages = CaseParts.Items.OfType<UpdatesPart>().Single();

    private readonly Dictionary<string, string> names = task.Contacts.ToDictionary(
        LoggedNames.OfContacts.IdOf,
        ErasedContact.NameOf,
        StringComparer.Ordinal
    );

    public async Task<(Ref<ChangeSet>? Set, Ref<Job>? Job)> RunAsync(
        IReadOnlyList<Contact> contacts,
        ContactTraces traces,
        string reason,
        JobQueue jobs,
        CancellationToken token
    )
    {
        var outdated = traces.Rows.Where(row => row.IsOutdated(names)).ToList();
        var spoken = task.Messages is ErasedMessages.Redact ? traces.Messages : [];
        var cases = outdated.Select(row => row.Case).Concat(spoken.Select(one => one.Case)).Distinct().Order().ToList();
        var job = cases.Count > JobQueue.MostAtOnce ? await QueueAsync(cases, reason, jobs, token) : null;
        var log = job is null
            ? new ChangeLogWriter(call, ChangeAction.Erase, reason)
            : ChangeLogWriter.Into(call, await SetOfAsync(job, token));
        await call.Db.OverwritingAsync(
            async () =>
            {
                // Their entries of the log stand for names that only the log of cases had.
                foreach (var contact in contacts)
                    await ErasedContact.EraseAsync(contact, always: outdated.Count > 0, log, call.Db, token);
                await log.SaveAsync(token);
                if (job is null)
                    await EraseAsync(outdated, cases, log, token);
                await call.Db.ForgetCopiesAsync(call.Now, token);
            },
            token
        );
        return (log.ChangeSet, job);
    }

    /// <summary>A chunk of the job.</summary>
    public async Task<ChunkResult> RunChunkAsync(IReadOnlyList<long> cases, Ref<ChangeSet> set, CancellationToken token)
    {
        call.Db.KeepAnswersOff();
        var rows = await NamedRow.Of(
            LoggedNames
                .OfContacts.Rows(task.Contacts, call.Db)
                .Where(row => cases.Contains(row.Change.CaseNumber!.Value)),
            token
        );
        await call.Db.OverwritingAsync(
            async () =>
            {
                await EraseAsync(rows, cases, ChangeLogWriter.Into(call, set), token);
                await call.Db.ForgetCopiesAsync(call.Now, token);
            },
            token
        );
        return new ChunkResult(cases.Count, cases.Count, Rejected: 0, []);
    }

    private async Task EraseAsync(
        IEnumerable<NamedRow> rows,
        IReadOnlyList<long> cases,
        ChangeLogWriter log,
        CancellationToken token
    )
    {
        await LoggedNames.RenameAsync(rows, names, call.Db, token);
        if (task.Messages is ErasedMessages.Keep)
            return;
        foreach (var slice in cases.Chunk(Slice))
            await RedactAsync(slice, log, token);
    }

    private async Task RedactAsync(long[] cases, ChangeLogWriter log, CancellationToken token)
    {
        var contacts = task.Contacts;
        var updates = await call
            .Db.CaseUpdates.Where(update =>
                cases.Contains(update.CaseNumber)
                && (
                    contacts.Contains(update.AuthorContactId!.Value)
                    || call.Db.Set<MovedAuthor>()
                        .Any(moved => moved.CaseUpdateId == update.Id && contacts.Contains(moved.BeforeId))
                )
            )
            .Include(update => update.Case)
            .ToListAsync(token);
        var left = updates.FindAll(update =>
            !string.Equals(update.Text, Blackening.Whole(update.Text), StringComparison.Ordinal)
        );
        foreach (var update in left)
        {
            update.Text = Blackening.Whole(update.Text);
            log.TellRedacted(update.Case);
        }
        await log.SaveAsync(token);
        await LoggedItems.RetellAsync(Messages, left, call.Db, token);
        call.Db.ChangeTracker.Clear();
    }

    private async Task<Ref<Job>> QueueAsync(
        IReadOnlyList<long> cases,
        string reason,
        JobQueue jobs,
        CancellationToken token
    )
    {
        var work = JsonSerializer.Serialize(task, JobJson.Options);
        return await jobs.AddAsync(call, JobKind.Erase, work, cases, (ChangeAction.Erase, reason), token);
    }

    private async Task<Ref<ChangeSet>> SetOfAsync(Ref<Job> job, CancellationToken token) =>
        new(
            await call.Db.Jobs.Where(one => one.Id == job.Key).Select(one => one.ChangeSetId!.Value).SingleAsync(token)
        );
}

internal sealed class ErasureJob : JobWork
{
    public override JobKind Kind => JobKind.Erase;
    public override AccessAction Needs => AccessAction.ContactErase;

    public override Task<ChunkResult> RunChunkAsync(
        Call call,
        string work,
        IReadOnlyList<long> keys,
        Ref<ChangeSet>? set,
        CancellationToken token
    ) =>
        new Erasure(JsonSerializer.Deserialize<ErasureTask>(work, JobJson.Options)!, call).RunChunkAsync(
            keys,
            set!,
            token
        );
}
