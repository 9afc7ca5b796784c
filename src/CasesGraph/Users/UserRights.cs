using CasesGraph.Access;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Users;

/// <summary>Users may do everything as long as they are active.</summary>
internal sealed class UserRights(CasesDatabase database) : CallerRights
{
    public override async ValueTask<Caller> NowAsync(Caller caller, CancellationToken token)
    {
        if (caller.Actor.UserId is not { } key)
            return caller.Actor == Actor.System ? Caller.System : caller with { Access = AccessShape.Nothing };
        await using var db = database.CreateDb();
        var isActive = await db.Set<User>().AnyAsync(user => user.Id == key && user.Active, token);
        return caller with { Access = isActive ? AccessShape.Administrator : AccessShape.Nothing };
    }
}
