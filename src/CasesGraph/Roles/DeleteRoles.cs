using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

[Description("Roles to delete.")]
public sealed record DeleteRolesInput(
    [property: Description("Ids of the roles; no user may have any of them.")] IReadOnlyList<Ref<Role>> Ids,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The roles that were deleted, or why none was.")]
[Errors(
    typeof(NotFoundError<Role>),
    typeof(BuiltInRoleError),
    typeof(RoleInUseError),
    typeof(ValidationError),
    typeof(ForbiddenError)
)]
public sealed record DeleteRolesPayload(
    [property: Description("Ids of the roles that were deleted."), AsId] IReadOnlyList<Ref<Role>>? DeletedIds,
    [property: Description("The change set of this call; revertChangeSet undoes it.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class DeleteRoles(DefaultRole defaultRole) : IOperation<DeleteRolesInput, DeleteRolesPayload>
{
    public async Task<Outcome<DeleteRolesPayload>> RunAsync(DeleteRolesInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        // A malformed id has been noted when it was read.
        var ids = input.Ids.Where(id => id.Key != 0).Distinct().ToList();
        var keys = ids.ConvertAll(id => id.Key);
        var roles = await call.Db.Rows<Role>().WhereInUse().Where(role => keys.Contains(role.Id)).ToListAsync(token);
        foreach (var id in ids.Where(id => !roles.Exists(role => role.Id == id.Key)))
            checks.Add(new NotFoundError<Role>(id));
        await CheckAsync(roles, input, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        foreach (var role in roles)
            role.DeletedAt = call.Now;
        var set = await call.SaveAsync(ChangeAction.Delete, input.Reason, token);
        return new DeleteRolesPayload(ids, set);
    }

    private async Task CheckAsync(
        List<Role> roles,
        DeleteRolesInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var keys = roles.ConvertAll(role => role.Id);
        var users = await call
            .Db.Set<UserRole>()
            .Where(link => keys.Contains(link.RoleId))
            .GroupBy(link => link.RoleId)
            .Select(group => new { Role = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Role, group => group.Count, token);
        foreach (var role in roles)
        {
            if (role.BuiltIn)
                checks.Add(new BuiltInRoleError(new(role.Id)));
            else if (users.TryGetValue(role.Id, out var count))
                checks.Add(new RoleInUseError(new(role.Id), count));
            else if (defaultRole.Is(role))
                checks.Add(
                    InputChecks.Path("ids", InputChecks.Item(input.Ids.ToList().FindIndex(id => id.Key == role.Id))),
                    ValidationCode.Conflict,
                    $"New users get this role, as the setting {DefaultRole.Setting} says."
                );
        }
    }
}
