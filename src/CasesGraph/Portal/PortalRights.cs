using CasesGraph.Access;
using CasesGraph.Keys;

namespace CasesGraph.Portal;

/// <summary>
/// The rights of all who call. Of a contact for whom a key acts they are the contact's, as long as the key may act so; they
/// are never more for that.
/// </summary>
internal sealed class PortalRights(KeyRights others, ContactRights contacts) : CallerRights
{
    public override async ValueTask<Caller> NowAsync(Caller caller, CancellationToken token)
    {
        if (caller.Actor.ContactId is not { } contact)
            return await others.NowAsync(caller, token);
        if (caller.ApiKeyId is null)
            return await contacts.FindAsync(contact, token) ?? caller with { Access = AccessShape.Nothing };
        var key = await others.NowAsync(new Caller(Actor.System, caller.ApiKeyId), token);
        return key.May(AccessAction.ActAsContact) && await contacts.FindAsync(contact, token) is { } acted
            ? acted with
            {
                ApiKeyId = caller.ApiKeyId,
            }
            : caller with
            {
                Access = AccessShape.Nothing,
            };
    }
}
