using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Saves a new case with its parts and its log, past EF Core's tracking: there is nothing to compare, and all of it can
/// go in one trip.
/// </summary>
/// <param name="case">What it refers to has been checked (<see cref="ReferenceChecks"/>), and so its names are known.</param>
/// <param name="parts">Rows of its parts, of no case yet.</param>
internal sealed class NewCaseLog(Call call, Case @case, IReadOnlyList<ICasePartRow> parts)
{
    private readonly List<ICaseLink> links = [.. parts.OfType<ICaseLink>()];
    private readonly List<ICaseItem> items = [.. parts.OfType<ICaseItem>()];

    private Case Case => @case;

    /// <summary>What it has from a time before this service knew it; null for nothing.</summary>
    public CasePast? Past { get; init; }

    /// <summary>That of the case, once it is saved.</summary>
    public long Number => @case.Number;

    public async Task<Ref<ChangeSet>> SaveAsync(ChangeAction action, string? reason, CancellationToken token)
    {
        var set = ChangeSet.Of(call, action, reason);
        var change = await BeginAsync(set, token);
        change.Case = @case;
        var added = new LoggedRow(@case, links, set, change, [.. Rows(change)]);
        await call.Db.DirectRows!.AddAsync(added, token);
        await SaveItemsAsync([(this, change)], call, token);
        return new(set.Id);
    }

    /// <summary>Several at once, in one change set.</summary>
    public static async Task<Ref<ChangeSet>> SaveAllAsync(
        IReadOnlyList<NewCaseLog> all,
        Call call,
        ChangeAction action,
        string? reason,
        CancellationToken token
    )
    {
        var set = ChangeSet.Of(call, action, reason);
        await SaveAllAsync(all, set, isNew: true, call, token);
        return new(set.Id);
    }

    /// <summary>The same in a change set that is there.</summary>
    public static Task SaveAllAsync(
        IReadOnlyList<NewCaseLog> all,
        Ref<ChangeSet> set,
        Call call,
        CancellationToken token
    ) => SaveAllAsync(all, new ChangeSet { Id = set.Key }, isNew: false, call, token);

    private static async Task SaveAllAsync(
        IReadOnlyList<NewCaseLog> all,
        ChangeSet set,
        bool isNew,
        Call call,
        CancellationToken token
    )
    {
        var changes = new List<(NewCaseLog Log, CaseChange Change)>();
        foreach (var log in all)
            changes.Add((log, await log.BeginAsync(set, token)));
        await call.Db.DirectRows!.AddKeyedAsync([.. all.Select(log => log.Case)], token);
        foreach (var linked in all.SelectMany(log => log.links).GroupBy(link => link.GetType()))
            await call.Db.DirectRows.AddAsync([.. linked], token);
        foreach (var (log, change) in changes)
            change.CaseNumber = log.Number;
        var rows = new LogRows
        {
            Set = isNew ? set : null,
            Changes = [.. changes.Select(one => one.Change)],
            Fields = [.. changes.SelectMany(one => one.Log.Rows(one.Change))],
        };
        await call.Db.DirectRows.AddAsync(rows, token);
        await SaveItemsAsync(changes, call, token);
    }

    /// <summary>What the log says of the case; it is ready to be saved then.</summary>
    private async Task<CaseChange> BeginAsync(ChangeSet set, CancellationToken token)
    {
        @case.CreatedAt = @case.UpdatedAt = @case.PublicUpdatedAt = call.Now;
        @case.CreatedBy = @case.UpdatedBy = call.Caller.Actor;
        await call.Linked.LoadAsync(
            [.. links.Select(link => (((LinkPart)CaseParts.Of(link)).Target, link.Key)), .. Detail()],
            token
        );
        foreach (var link in links)
            @case.Link(link);
        foreach (var part in CaseParts.Items)
            part.SettleNew(@case, items.Where(item => CaseParts.Of(item) == part));
        foreach (var link in links)
            link.Case = @case;
        Past?.ApplyTo(@case);
        return new CaseChange
        {
            Kind = ChangeKind.Created,
            Internal = false,
            Version = @case.Version,
            ChangeSet = set,
            OccurredAt = call.Now,
            ActorKey = call.Caller.Actor.LogKey,
            Settled = SettledTimes.Given(@case),
            FacetsBefore = "",
            FacetsAfter = CaseFacets.Of(@case),
        };
    }

    /// <summary>What the log says of a new item needs its id.</summary>
    private static async Task SaveItemsAsync(
        IReadOnlyList<(NewCaseLog Log, CaseChange Change)> all,
        Call call,
        CancellationToken token
    )
    {
        List<(ICaseItem Item, NewCaseLog Log, CaseChange Change)> added =
        [
            .. all.SelectMany(one => one.Log.items.Select(item => (item, one.Log, one.Change))),
        ];
        if (added.Count == 0)
            return;
        foreach (var (item, log, change) in added)
        {
            item.CaseNumber = log.Number;
            if (item is IOfChange row)
                row.ChangeId = change.Id;
        }
        call.Db.AddRange(added.Select(one => one.Item));
        await call.Db.SaveChangesAsync(token);
        var fields = added.Select(one => one.Log.Added(one.Item).Of(one.Change));
        await call.Db.DirectRows!.AddAsync(new LogRows { Fields = [.. fields] }, token);
    }

    private IEnumerable<FieldChange> Rows(CaseChange change) =>
        AuditedFields
            .Named.Select(audited => (Field: audited, Value: Value(audited.Field)))
            .Where(given => given.Value is not null)
            .Select(given => FieldChanges.Of(given.Field, before: null, given.Value, call.Linked))
            .Concat(links.Select(Added))
            .Select(row => row.Of(change));

    private FieldChange Added(ICasePartRow row) =>
        FieldChanges.Of(
            new PartChange(row, Before: false, After: true) { AfterRole = (row as ICaseLink)?.Role },
            call.Linked
        );

    /// <summary>That one may have come by the rules.</summary>
    private IEnumerable<(Type, long)> Detail() => @case.StatusDetailId is { } key ? [(typeof(StatusDetail), key)] : [];

    private object? Value(ValueField field) => field.Property.GetValue(@case);
}
