using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Merge;

/// <summary>Whose cases a merge makes one, and what one customer would come to see of another's.</summary>
internal static class MergedAccounts
{
    private static readonly LinkPart Contacts = CaseParts.Links.Single(part => part.Target == typeof(Contact));

    /// <summary>A case belongs to its account, and without one to that of whoever opened it.</summary>
    public static async Task<bool> DifferAsync(IReadOnlyList<Case> cases, Call call, CancellationToken token)
    {
        var accounts = cases.Select(c => c.AccountId).OfType<long>().ToHashSet();
        var openers = cases.Where(c => c.AccountId is null).Select(c => c.OpenedById).OfType<long>().ToList();
        // Whoever merges need not see them.
        if (accounts.Count <= 1 && openers.Count > 0)
            accounts.UnionWith(
                await call
                    .Db.Set<Contact>()
                    .Where(contact => openers.Contains(contact.Id) && contact.AccountId != null)
                    .Select(contact => contact.AccountId!.Value)
                    .ToListAsync(token)
            );
        return accounts.Count > 1;
    }

    /// <summary>Before anything moves.</summary>
    /// <param name="parts">With the links of all of them.</param>
    public static IReadOnlyList<MergeAudience> Audience(IReadOnlyList<Case> cases, PresentParts parts) =>
        MergeAudience.Of(
            cases.SelectMany(c =>
                parts
                    .Of(Contacts, c)
                    .Select(link => link.Key)
                    .Concat(c.OpenedById is { } opener ? [opener] : [])
                    .Select(contact => (contact, c.Number))
            ),
            cases.ToDictionary(c => c.Number, c => c.MessageCount)
        );
}
