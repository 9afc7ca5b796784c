using System.Collections.Immutable;
using CasesGraph.Accounts;
using CasesGraph.Contacts;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Portal;

/// <summary>The accounts whose cases a contact may see: expanded once when rights are read, never in a list's statement.</summary>
internal static class AccountsBelow
{
    /// <summary>The account itself is the first.</summary>
    private const int MostLevels = 5;

    /// <summary>The account and, with the whole tree, those below it, in the order of their keys.</summary>
    public static async Task<ImmutableArray<long>> LoadAsync(
        long? account,
        PortalAccess access,
        CasesDb db,
        CancellationToken token
    )
    {
        if (account is not { } own)
            return [];
        var found = new SortedSet<long> { own };
        List<long> level = access is PortalAccess.AccountTree ? [own] : [];
        for (var depth = 1; depth < MostLevels && level.Count > 0; depth++)
        {
            var above = level;
            var below = await db.Set<Account>()
                .Where(one => one.ParentId != null && above.Contains(one.ParentId.Value) && one.DeletedAt == null)
                .Select(one => one.Id)
                .ToListAsync(token);
            level = below.FindAll(found.Add);
        }
        return [.. found];
    }
}
