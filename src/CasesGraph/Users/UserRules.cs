using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Users;

internal sealed class UserRules(IEnumerable<OthersOnUsers> others) : EntityRules<User>
{
    public override async Task SettleNewAsync(User entity, Call call, CancellationToken token)
    {
        foreach (var other in others)
            await other.SettleNewAsync(entity, call, token);
    }

    protected override async Task CheckTogetherAsync(
        IReadOnlyList<GivenToEntity<User>> all,
        Call call,
        CancellationToken token
    )
    {
        foreach (var one in all)
        {
            foreach (var other in others)
                await other.CheckAsync(one.Values, one.Current, one.Call, one.Checks, token);
        }
        await CheckNamesAsync([.. all.Where(one => KeyOf(one) is not null)], call, token);
    }

    private static async Task CheckNamesAsync(
        IReadOnlyList<GivenToEntity<User>> all,
        Call call,
        CancellationToken token
    )
    {
        if (all.Count == 0)
            return;
        var keys = all.Select(KeyOf).Distinct(StringComparer.Ordinal).ToList();
        var holders = await call
            .Db.Set<User>()
            .Where(user => keys.Contains(user.UserNameKey))
            .Select(user => new
            {
                user.Id,
                user.UserNameKey,
                user.Active,
            })
            .ToDictionaryAsync(user => user.UserNameKey, StringComparer.Ordinal, token);
        const string taken = "Another user has this user name already.";
        foreach (var one in all)
        {
            if (holders.TryGetValue(KeyOf(one)!, out var holder) && holder.Id != one.Current?.Id)
                await one.Checks.NotUniqueAsync<User>(
                    InputChecks.Path("userName"),
                    new(holder.Id),
                    taken,
                    taken + (holder.Active ? "" : " That user is not active; updateUser can make it so."),
                    token
                );
        }
    }

    /// <summary>Nobody has what cannot be stored, and it has no key.</summary>
    private static string? KeyOf(GivenToEntity<User> one) =>
        one.Values[nameof(User.UserName)] is string name && TextRules.IsStorable(name) ? CaseFolding.Key(name) : null;
}
