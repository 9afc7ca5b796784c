using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Merge;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Revert;

/// <summary>What undoing some changes needs to know of their cases as they are, and of what they would refer to again.</summary>
internal sealed class PresentState
{
    private readonly Dictionary<long, Case> cases;
    private readonly HashSet<(LinkPart Part, long Key)> revived = [];
    private readonly LaterChanges later;
    private readonly Dictionary<string, long> references;
    private readonly ILookup<long, (long ChangeId, string? Before, string? After, DateTime At)> status;
    private readonly ILookup<(long Case, CaseField Field, long Key), long> came;

    private PresentState(
        IEnumerable<Case> cases,
        PresentParts parts,
        LaterChanges later,
        Dictionary<string, long> references,
        ILookup<long, (long, string?, string?, DateTime)> status,
        ILookup<(long, CaseField, long), long> came
    )
    {
        this.cases = cases.ToDictionary(c => c.Number);
        (Parts, this.later, this.references, this.status, this.came) = (parts, later, references, status, came);
    }

    public static async Task<PresentState> LoadAsync(
        IReadOnlyCollection<CaseChange> changes,
        Call call,
        CancellationToken token
    )
    {
        var db = call.Db;
        var numbers = changes.Select(change => change.CaseNumber!.Value).Distinct().ToList();
        var found = await db.Cases.Where(c => numbers.Contains(c.Number)).ToListAsync(token);
        var loaded = new PresentParts(db);
        await loaded.LoadLinksAsync(numbers, token);
        var rows = changes.SelectMany(change => change.Fields).ToList();
        await call.Linked.LoadAsync(rows.SelectMany(Referred), token);
        await LoadItemsAsync(rows, loaded, db, token);
        return new PresentState(
            found,
            loaded,
            await LaterChanges.LoadAsync(changes, db, token),
            await ReferencesAsync(rows, db, token),
            await StatusAsync(
                [.. changes.Where(change => change.Settled is null && change.Fields.Any(Reopens))],
                db,
                token
            ),
            await CameAsync(rows.Exists(row => row.Before is null && IsLink(row)) ? numbers : [], db, token)
        );
    }

    public LaterChanges Later => later;

    /// <summary>The links of the cases, and the items that matter.</summary>
    public PresentParts Parts { get; }

    /// <summary>Notes a deleted object that a case is linked to again.</summary>
    public void Revive(LinkPart part, long key) => revived.Add((part, key));

    /// <summary>Brings those objects back; whoever undoes saves.</summary>
    public async Task ReviveAsync(CasesDb db, CancellationToken token)
    {
        foreach (var (part, key) in revived)
        {
            if (await db.FindAsync(part.Target, [key], token) is ISoftDeleted gone)
                gone.DeletedAt = null;
        }
    }

    /// <summary>Null after a purge.</summary>
    public Case? Find(long number) => cases.GetValueOrDefault(number);

    public bool IsUsed(string reference, Case by)
    {
        var loaded = cases.Values.Any(c =>
            c != by && string.Equals(c.ExternalReference, reference, StringComparison.Ordinal)
        );
        return loaded || (references.TryGetValue(reference, out var owner) && !cases.ContainsKey(owner));
    }

    /// <summary>Whether a case that was merged into this one behind the change has what the change linked, so that it would be here without it.</summary>
    public bool CameBehind(CaseChange change, FieldChange row) =>
        IsLink(row)
        && came[(change.CaseNumber!.Value, row.Field, AuditedFields.Key(row.Link!))].Any(merge => merge > change.Id);

    /// <summary>When the case was closed before a change of an older version; null when the log does not know.</summary>
    public DateTime? ClosedAt(CaseChange before) =>
        ClosingTime.Of(
            status[before.CaseNumber!.Value]
                .Where(row => row.ChangeId < before.Id)
                .Select(row => (row.Before, row.After, row.At))
        );

    private static bool IsLink(FieldChange row) => CaseParts.Find(row.Field) is LinkPart;

    /// <summary>What merges brought: the place of each in the log.</summary>
    private static async Task<ILookup<(long, CaseField, long), long>> CameAsync(
        List<long> numbers,
        CasesDb db,
        CancellationToken token
    )
    {
        if (numbers.Count == 0)
            return Array.Empty<long>().ToLookup(_ => default((long, CaseField, long)));
        var merges = db.Set<CaseMerge>()
            .Where(merge => numbers.Contains(merge.SurvivorNumber) && merge.Case.MergedIntoNumber != null);
        var found = new List<((long, CaseField, long) Link, long ChangeId)>();
        foreach (var part in CaseParts.Links)
        {
            var links = part.Rows(db);
            var brought = await merges
                .SelectMany(
                    merge => links.Where(link => link.CaseNumber == merge.CaseNumber),
                    (merge, link) =>
                        new
                        {
                            merge.SurvivorNumber,
                            link.Key,
                            merge.ChangeId,
                        }
                )
                .ToListAsync(token);
            found.AddRange(brought.Select(one => ((one.SurvivorNumber, part.Field, one.Key), one.ChangeId)));
        }
        return found.ToLookup(one => one.Link, one => one.ChangeId);
    }

    private static IEnumerable<(Type, long)> Referred(FieldChange row)
    {
        if (row.Before is not { } before)
            return [];
        if (CaseParts.Find(row.Field) is LinkPart part)
            return [(part.Target, AuditedFields.Key(before))];
        return AuditedFields.Find(row.Field) is ReferenceField reference
            ? [(reference.Target, AuditedFields.Key(before))]
            : [];
    }

    /// <summary>Only of these it has to be computed.</summary>
    private static bool Reopens(FieldChange row) =>
        row.Field == OwnHistory.Status && ClosingTime.IsClosed(row.Before) && !ClosingTime.IsClosed(row.After);

    /// <summary>The items that the changes added or took away, unless they stay anyway.</summary>
    private static async Task LoadItemsAsync(
        List<FieldChange> rows,
        PresentParts parts,
        CasesDb db,
        CancellationToken token
    )
    {
        foreach (var part in CaseParts.Items.Where(part => part.Stays is null))
        {
            var keys = rows.Where(row => row.Field == part.Field)
                // Those of purged cases are empty.
                .Select(row => row.After ?? row.Before)
                .OfType<string>()
                .Select(AuditedFields.Key)
                .ToList();
            parts.Add(part, await part.FindAsync(keys, db, token));
        }
    }

    private static async Task<Dictionary<string, long>> ReferencesAsync(
        IEnumerable<FieldChange> rows,
        CasesDb db,
        CancellationToken token
    )
    {
        var wanted = rows.Where(row => row.Field == RevertedChange.Reference)
            .Select(row => row.Before)
            .OfType<string>()
            .ToList();
        if (wanted.Count == 0)
            return [];
        var owners = await db
            .Cases.Where(c => c.ExternalReference != null && wanted.Contains(c.ExternalReference))
            .Select(c => new { c.ExternalReference, c.Number })
            .ToListAsync(token);
        return owners.ToDictionary(owner => owner.ExternalReference!, owner => owner.Number, StringComparer.Ordinal);
    }

    private static async Task<ILookup<long, (long, string?, string?, DateTime)>> StatusAsync(
        List<CaseChange> touching,
        CasesDb db,
        CancellationToken token
    )
    {
        if (touching.Count == 0)
            return Array.Empty<(long, string?, string?, DateTime)>().ToLookup(row => row.Item1);
        var numbers = touching.ConvertAll(change => change.CaseNumber!.Value);
        var rows = await db
            .FieldChanges.Where(row =>
                row.Change.CaseNumber != null
                && numbers.Contains(row.Change.CaseNumber.Value)
                && row.Field == OwnHistory.Status
            )
            .OrderBy(row => row.ChangeId)
            .Select(row => new
            {
                Case = row.Change.CaseNumber!.Value,
                row.ChangeId,
                row.Before,
                row.After,
                row.Change.OccurredAt,
            })
            .ToListAsync(token);
        return rows.ToLookup(row => row.Case, row => (row.ChangeId, row.Before, row.After, row.OccurredAt));
    }
}
