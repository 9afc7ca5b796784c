using CasesGraph.Attachments;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// The conversation and the files of a case that others were merged into. Each belongs to the case that it was added to,
/// which the change that added it tells.
/// </summary>
internal sealed class MovedUpdates
{
    private readonly Case root;
    private readonly ILookup<long, CaseUpdate> byOrigin;
    private readonly ILookup<long, Attachment> files;
    private readonly Dictionary<long, DateTime> firstSent;
    private readonly DateTime? firstOfAll;

    private MovedUpdates(
        Case root,
        ILookup<long, CaseUpdate> byOrigin,
        ILookup<long, Attachment> files,
        Dictionary<long, DateTime> firstSent
    )
    {
        (this.root, this.byOrigin, this.files, this.firstSent) = (root, byOrigin, files, firstSent);
        firstOfAll = Earliest(firstSent.Keys);
    }

    /// <summary>Reads what will move.</summary>
    /// <param name="merged">The cases that will get back what was written in them, and in what went into them.</param>
    public static async Task<MovedUpdates> LoadAsync(
        MergeTree tree,
        IEnumerable<Case> merged,
        CasesDb db,
        CancellationToken token
    )
    {
        var from = tree.Root.Number;
        var origins = merged.SelectMany(c => tree.Below(c).Prepend(c)).Select(c => (long?)c.Number).ToList();
        var moved = await db
            .CaseUpdates.Where(update => update.CaseNumber == from && origins.Contains(update.Change.CaseNumber))
            .Select(update => new { Update = update, Origin = update.Change.CaseNumber })
            .ToListAsync(token);
        var sent = await db
            .CaseUpdates.Where(update => update.CaseNumber == from && update.Direction == UpdateDirection.Outgoing)
            .GroupBy(update => update.Change.CaseNumber!.Value)
            .Select(own => new { own.Key, First = own.Min(update => update.CreatedAt) })
            .ToDictionaryAsync(own => own.Key, own => own.First, token);
        return new MovedUpdates(
            tree.Root,
            moved.ToLookup(one => one.Origin!.Value, one => one.Update),
            await FilesAsync(from, origins, db, token),
            sent
        );
    }

    private static async Task<ILookup<long, Attachment>> FilesAsync(
        long from,
        List<long?> origins,
        CasesDb db,
        CancellationToken token
    )
    {
        var added = await db
            .FieldChanges.Where(row =>
                origins.Contains(row.Change.CaseNumber)
                && row.Change.Kind != ChangeKind.Merged
                && row.Change.Kind != ChangeKind.Unmerged
                && row.Field == CaseField.Attachments
                && row.After != null
            )
            .Select(row => new { row.After, Origin = row.Change.CaseNumber!.Value })
            .ToDictionaryAsync(row => AuditedFields.Key(row.After!), row => row.Origin, token);
        var present = added.Count == 0 ? [] : await PresentAsync([.. added.Keys]);
        return present.ToLookup(file => added[file.Id]);

        Task<List<Attachment>> PresentAsync(List<long> keys) =>
            db.Attachments.Where(file => file.CaseNumber == from && keys.Contains(file.Id)).ToListAsync(token);
    }

    /// <summary>Gives a case back what was written in it and attached to it.</summary>
    /// <param name="origins">The case itself, and those that stay merged into it.</param>
    public void Move(IEnumerable<Case> origins, Case merged)
    {
        var numbers = origins.Select(origin => origin.Number).ToList();
        foreach (var update in numbers.SelectMany(origin => byOrigin[origin]))
            update.CaseNumber = merged.Number;
        foreach (var file in numbers.SelectMany(origin => files[origin]))
            file.CaseNumber = merged.Number;
        merged.FirstResponseAt = Earliest(numbers);
        foreach (var origin in numbers)
            firstSent.Remove(origin);
    }

    /// <summary>The first response goes with its message.</summary>
    public void SettleFirstResponse()
    {
        if (root.FirstResponseAt == firstOfAll)
            root.FirstResponseAt = Earliest(firstSent.Keys);
    }

    private DateTime? Earliest(IEnumerable<long> origins) =>
        origins.Min(origin => firstSent.TryGetValue(origin, out var first) ? first : (DateTime?)null);
}
