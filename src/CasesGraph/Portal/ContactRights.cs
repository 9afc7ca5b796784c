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
    private readonly RightsCache<long, Caller?> known = new(watch, clock);

    /// <summary>The contact as a caller; null where there is none, or none that may call.</summary>
    public ValueTask<Caller?> FindAsync(long contact, CancellationToken token) =>
        known.TryFind(contact, out var caller) ? new(caller) : new(ReadAsync(contact, token));

    private async Task<Caller?> ReadAsync(long contact, CancellationToken token)
    {
        await using var db = database.CreateDb();
        await watch.AskAsync(db, token);
        var at = known.Now();
        var found = await db.Set<Contact>()
            .Where(one => one.Id == contact && one.DeletedAt == null && one.PortalAccess != PortalAccess.None)
            .Select(one => new { one.PortalAccess, one.AccountId })
            .SingleOrDefaultAsync(token);
        var caller = found is null
            ? null
            : new Caller(Actor.Contact(contact))
            {
                Access = shapes.Of(found.PortalAccess),
                AccountForNew = found.AccountId,
                TeamForNew = await team.FindAsync(db, token),
                Accounts = await AccountsBelow.LoadAsync(found.AccountId, found.PortalAccess, db, token),
            };
        known.Remember(contact, caller, at);
        return caller;
    }
}
