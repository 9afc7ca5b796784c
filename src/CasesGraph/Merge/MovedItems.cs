using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Conversation;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>
/// The items of a case that others were merged into. Each belongs to the case that it was added to, as the log tells.
/// </summary>
internal sealed class MovedItems
{
    private readonly Case root;
    private readonly ILookup<long, ICaseItem> byOrigin;
    private readonly Dictionary<long, DateTime> firstSent;
    private readonly DateTime? firstOfAll;

    private MovedItems(Case root, ILookup<long, ICaseItem> byOrigin, Dictionary<long, DateTime> firstSent)
    {
        (this.root, this.byOrigin, this.firstSent) = (root, byOrigin, firstSent);
        firstOfAll = Earliest(firstSent.Keys);
    }

    /// <summary>Reads what will move.</summary>
    /// <param name="merged">The cases that will get back what was written in them, and in what went into them.</param>
    public static async Task<MovedItems> LoadAsync(
        MergeTree tree,
        IEnumerable<Case> merged,
        CasesDb db,
        CancellationToken token
    )
    {
        var from = tree.Root.Number;
        var origins = merged.SelectMany(c => tree.Below(c).Prepend(c)).Select(c => (long?)c.Number).ToList();
        var sent = await db
            .CaseUpdates.Where(update => update.CaseNumber == from && update.Direction == UpdateDirection.Outgoing)
            .GroupBy(update => update.Change.CaseNumber!.Value)
            .Select(own => new { own.Key, First = own.Min(update => update.SentAt) })
            .ToDictionaryAsync(own => own.Key, own => own.First, token);
        return new MovedItems(tree.Root, await ItemsAsync(from, origins, db, token), sent);
    }

    private static async Task<ILookup<long, ICaseItem>> ItemsAsync(
        long from,
        List<long?> origins,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = new List<(long Origin, ICaseItem Item)>();
        foreach (var part in CaseParts.Items)
        {
            var added = await db
                .FieldChanges.Where(row =>
                    origins.Contains(row.Change.CaseNumber)
                    && row.Change.Kind != ChangeKind.Merged
                    && row.Change.Kind != ChangeKind.Unmerged
                    && row.Field == part.Field
                    && row.Before == null
                    && row.After != null
                )
                .Select(row => new { row.After, Origin = row.Change.CaseNumber!.Value })
                .ToDictionaryAsync(row => AuditedFields.Key(row.After!), row => row.Origin, token);
            var present = await part.FindAsync(added.Keys, db, token);
            found.AddRange(present.Where(item => item.CaseNumber == from).Select(item => (added[item.Id], item)));
        }
        return found.ToLookup(one => one.Origin, one => one.Item);
    }

    /// <summary>Gives a case back what was written in it and attached to it.</summary>
    /// <param name="origins">The case itself, and those that stay merged into it.</param>
    public void Move(IEnumerable<Case> origins, Case merged)
    {
        var numbers = origins.Select(origin => origin.Number).ToList();
        foreach (var item in numbers.SelectMany(origin => byOrigin[origin]))
            item.CaseNumber = merged.Number;
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
