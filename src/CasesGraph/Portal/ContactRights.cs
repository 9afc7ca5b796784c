using CasesGraph.Access;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Roles;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Portal;

/// <summary>
/// What contacts may do who call: by their portal access and the account that they work at. It is remembered as it is of
/// users, until something is written that decides it.
/// </summary>
internal sealed class ContactRights(
    CasesDatabase database,
    RightsWatch watch,
    PortalShapes shapes,
    PortalTeam team,
    TimeProvider clock
)
{
    private readonly RightsCache<long, Caller?> known = new(
        database,
        watch,
        clock,
        (contacts, db, token) => ReadAsync(contacts, shapes, team, db, token)
    );

    /// <summary>The contact as a caller; null where there is none, or none that may call.</summary>
    public ValueTask<Caller?> FindAsync(long contact, CancellationToken token) => known.FindAsync(contact, token);

    private static async Task<IReadOnlyDictionary<long, Caller?>> ReadAsync(
        IReadOnlyList<long> contacts,
        PortalShapes shapes,
        PortalTeam team,
        CasesDb db,
        CancellationToken token
    )
    {
        var found = await db.Set<Contact>()
            .Where(one => contacts.Contains(one.Id) && one.DeletedAt == null && one.PortalAccess != PortalAccess.None)
            .Select(one => new
            {
                one.Id,
                one.PortalAccess,
                one.AccountId,
            })
            .ToListAsync(token);
        // Who may not call is remembered too.
        var callers = contacts.ToDictionary(contact => contact, _ => (Caller?)null);
        if (found.Count == 0)
            return callers;
        var trees = found.Where(one => one.PortalAccess is PortalAccess.AccountTree).Select(one => one.AccountId);
        var below = await AccountsBelow.LoadAsync([.. trees.OfType<long>().Distinct()], db, token);
        var forNew = await team.FindAsync(db, token);
        foreach (var one in found)
        {
            callers[one.Id] = new Caller(Actor.Contact(one.Id))
            {
                Access = shapes.Of(one.PortalAccess),
                AccountForNew = one.AccountId,
                TeamForNew = forNew,
                Accounts =
                    one.AccountId is not { } account ? []
                    : one.PortalAccess is PortalAccess.AccountTree ? below[account]
                    : [account],
            };
        }
        return callers;
    }
}
