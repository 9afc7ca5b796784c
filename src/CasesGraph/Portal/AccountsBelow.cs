using System.Collections.Immutable;
using CasesGraph.Accounts;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Portal;

/// <summary>The accounts whose cases a contact may see: expanded once when rights are read, never in a list's statement.</summary>
internal static class AccountsBelow
{
    /// <summary>The account itself is the first.</summary>
    private const int MostLevels = 5;

    /// <summary>Accounts, each with those below it in the order of their keys, by a statement a level.</summary>
    public static async Task<IReadOnlyDictionary<long, ImmutableArray<long>>> LoadAsync(
        IReadOnlyList<long> accounts,
        CasesDb db,
        CancellationToken token
    )
    {
        var below = new Dictionary<long, List<long>>();
        var level = accounts.ToHashSet();
        for (var depth = 1; depth < MostLevels && level.Count > 0; depth++)
        {
            var above = level.ToList();
            var found = await db.Set<Account>()
                .Where(one => one.ParentId != null && above.Contains(one.ParentId.Value) && one.DeletedAt == null)
                .Select(one => new { one.Id, Parent = one.ParentId!.Value })
                .ToListAsync(token);
            foreach (var parent in found.GroupBy(one => one.Parent, one => one.Id))
                below[parent.Key] = [.. parent];
            level = [.. found.Select(one => one.Id).Where(one => !below.ContainsKey(one))];
        }
        return accounts.ToDictionary(account => account, account => Tree(account, below));
    }

    private static ImmutableArray<long> Tree(long account, Dictionary<long, List<long>> below)
    {
        var found = new SortedSet<long> { account };
        List<long> level = [account];
        // Of an account below another that was asked for too, more levels are known than belong to that one.
        for (var depth = 1; depth < MostLevels && level.Count > 0; depth++)
            level = [.. level.SelectMany(one => below.GetValueOrDefault(one, [])).Where(found.Add)];
        return [.. found];
    }
}
