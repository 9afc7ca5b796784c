using CasesGraph.Cases;

namespace CasesGraph.Merge;

/// <summary>
/// The links of several cases put together, one case after the other: the more specific role wins, and what was PRIMARY
/// first stays the only one.
/// </summary>
internal sealed class MergedLinks
{
    private readonly Dictionary<long, Link> links = [];

    public IReadOnlyDictionary<long, Link> All => links;

    public void Add(long key, Link link)
    {
        if (links.TryGetValue(key, out var present) && (link.Role is null || present.Role <= link.Role))
            return;
        var taken = link.Role is ContactRole.Primary && links.Values.Any(other => other.Role is ContactRole.Primary);
        links[key] = taken ? new Link(ContactRole.Alternate) : link;
    }

    /// <summary>What somebody said of a link, whatever there was; null where the object was unlinked.</summary>
    public void Set(long key, Link? link)
    {
        links.Remove(key);
        if (link is not { } given)
            return;
        if (given.Role is ContactRole.Primary)
        {
            foreach (var (other, _) in links.Where(one => one.Value.Role is ContactRole.Primary).ToList())
                links[other] = new Link(ContactRole.Alternate);
        }
        links[key] = given;
    }
}
