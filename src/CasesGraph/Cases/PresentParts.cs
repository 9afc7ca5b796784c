using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Cases;

/// <summary>The parts of some cases that have been loaded, as the write at hand leaves them.</summary>
internal sealed class PresentParts(CasesDb db)
{
    private readonly Dictionary<(LinkPart Part, long Case), Dictionary<long, ICaseLink>> links = [];
    private readonly Dictionary<(ItemPart Part, long Id), ICaseItem> items = [];

    /// <summary>Loads the links of some cases.</summary>
    public async Task LoadLinksAsync(IEnumerable<long> cases, CancellationToken token)
    {
        foreach (var part in CaseParts.Links)
        {
            var missing = cases.Where(number => !links.ContainsKey((part, number))).ToList();
            if (missing.Count == 0)
                continue;
            foreach (var number in missing)
                links.Add((part, number), []);
            foreach (var link in await part.LoadAsync(missing, db, token))
                links[(part, link.CaseNumber)].Add(link.Key, link);
        }
    }

    /// <summary>Takes items that have been loaded.</summary>
    public void Add(ItemPart part, IEnumerable<ICaseItem> loaded)
    {
        foreach (var item in loaded)
            items[(part, item.Id)] = item;
    }

    /// <summary>The links that a case has now, of the lowest key first.</summary>
    public IEnumerable<(long Key, Link Link)> Of(LinkPart part, Case of) =>
        links[(part, of.Number)].Values.Where(IsThere).Select(link => (link.Key, new Link(link.Role)));

    /// <summary>Null where a case is not linked to the object.</summary>
    public Link? Find(LinkPart part, Case of, long key) =>
        links[(part, of.Number)].TryGetValue(key, out var link) && IsThere(link) ? new Link(link.Role) : null;

    /// <summary>Null where a case does not have the item.</summary>
    public ICaseItem? Find(ItemPart part, Case of, long id) =>
        items.TryGetValue((part, id), out var item) && item.CaseNumber == of.Number && IsThere(item) ? item : null;

    /// <summary>All items of a case that are loaded.</summary>
    public IEnumerable<ICaseItem> ItemsOf(ItemPart part, Case of) =>
        items
            .Where(one => one.Key.Part == part && one.Value.CaseNumber == of.Number && IsThere(one.Value))
            .Select(one => one.Value);

    public void Remove(ICaseItem item) => ((ItemPart)CaseParts.Of(item)).Remove(item, db);

    /// <summary>Links the object so; null unlinks it. A link that comes back within one write is the row that it was.</summary>
    public void Set(LinkPart part, Case of, long key, Link? wanted)
    {
        var known = links[(part, of.Number)];
        if (!known.TryGetValue(key, out var link))
        {
            if (wanted is not { Role: var role })
                return;
            link = part.New(key, role);
            link.CaseNumber = of.Number;
            known.Add(key, link);
            db.Add(link);
            return;
        }
        var entry = db.Entry((object)link);
        if (wanted is null && entry.State is EntityState.Added)
        {
            entry.State = EntityState.Detached;
            known.Remove(key);
        }
        else if (wanted is null)
            entry.State = EntityState.Deleted;
        else if (entry.State is EntityState.Deleted)
            entry.State = EntityState.Unchanged;
        if (wanted is { Role: { } given })
            link.Role = given;
    }

    private bool IsThere(ICasePartRow row) => db.Entry((object)row).State is not EntityState.Deleted;
}
