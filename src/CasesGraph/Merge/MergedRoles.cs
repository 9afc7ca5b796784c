using CasesGraph.Cases;

namespace CasesGraph.Merge;

/// <summary>
/// The contacts of several cases put together, one case after the other: the more specific role wins, and the contact
/// that was PRIMARY first stays the only one.
/// </summary>
internal sealed class MergedRoles
{
    private readonly Dictionary<long, ContactRole> roles = [];

    public IReadOnlyDictionary<long, ContactRole> All => roles;

    public void Add(long contact, ContactRole role)
    {
        var known = roles.TryGetValue(contact, out var present);
        if (known && present <= role)
            return;
        var taken = role is ContactRole.Primary && roles.ContainsValue(ContactRole.Primary);
        roles[contact] = taken ? ContactRole.Alternate : role;
    }

    /// <summary>What somebody said of a contact, whatever there was; null where the contact was unlinked.</summary>
    public void Set(long contact, ContactRole? role)
    {
        roles.Remove(contact);
        if (role is not { } given)
            return;
        if (given is ContactRole.Primary)
        {
            foreach (var (other, _) in roles.Where(one => one.Value is ContactRole.Primary).ToList())
                roles[other] = ContactRole.Alternate;
        }
        roles[contact] = given;
    }
}
