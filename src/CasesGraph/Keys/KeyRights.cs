using CasesGraph.Access;
using CasesGraph.Roles;

namespace CasesGraph.Keys;

/// <summary>A key may do what its user may, as far as its scopes go; nothing any more once it is revoked or has expired.</summary>
internal sealed class KeyRights(RoleRights users, KnownKeys keys, TimeProvider clock) : CallerRights
{
    public override ValueTask<Caller> NowAsync(Caller caller, CancellationToken token) =>
        caller.ApiKeyId is { } key ? OfKeyAsync(caller, key, token) : users.NowAsync(caller, token);

    /// <summary>The caller who has shown a key that works.</summary>
    public async ValueTask<Caller> NowAsync(KnownKey key, CancellationToken token)
    {
        var user = await users.NowAsync(new Caller(Actor.User(key.UserId)), token);
        return user with { ApiKeyId = key.Id, Access = key.Narrow(user.Access) };
    }

    private async ValueTask<Caller> OfKeyAsync(Caller caller, long id, CancellationToken token)
    {
        var key = await keys.FindAsync(id, token);
        return key is { RevokedAt: null } && key.ExpiresAt > clock.GetUtcNow().UtcDateTime
            ? await NowAsync(key, token)
            : caller with
            {
                Access = AccessShape.Nothing,
            };
    }
}
