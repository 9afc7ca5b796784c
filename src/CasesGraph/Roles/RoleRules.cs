using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Operations;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

internal sealed class RoleRules(DefaultRole defaultRole) : EntityRules<Role>
{
    public override async Task SettleNewAsync(Role entity, Call call, CancellationToken token) =>
        entity.Id =
            1
            + Math.Max(
                BuiltInRole.LastId,
                await call.Db.Set<Role>().MaxAsync(role => (long?)role.Id, token) ?? BuiltInRole.LastId
            );

    protected override async Task CheckAsync(
        EntityValues<Role> values,
        Role? current,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        if (current is { BuiltIn: true })
            checks.Add(new BuiltInRoleError(new(current.Id)));
        // Only undoing gives them so.
        if (values[nameof(Role.Grants)] is string grants)
            GrantChecks.Check(
                [.. GrantText.Read(grants)],
                current is null ? Access.AccessShape.Nothing : RoleShapes.Of(current),
                call,
                checks
            );
        // Nobody has what cannot be stored, and it has no key.
        if (values[nameof(Role.Name)] is string name && TextRules.IsStorable(name))
            await CheckNameAsync(Role.KeyOf(name), current, call, checks, token);
    }

    private async Task CheckNameAsync(string key, Role? current, Call call, InputChecks checks, CancellationToken token)
    {
        var path = InputChecks.Path("name");
        if (
            current is not null
            && defaultRole.Is(current)
            && !string.Equals(current.NameKey, key, StringComparison.Ordinal)
        )
            checks.Add(
                path,
                ValidationCode.Conflict,
                $"The setting {DefaultRole.Setting} names this role, which has to be called so."
            );
        var id = current?.Id ?? 0;
        var holder = await call
            .Db.Set<Role>()
            .Where(role => role.NameKey == key && role.Id != id)
            .Select(role => new { role.Id, Deleted = role.DeletedAt != null })
            .SingleOrDefaultAsync(token);
        if (holder is null)
            return;
        const string taken = "Another role has this name already.";
        await checks.NotUniqueAsync<Role>(
            path,
            new(holder.Id),
            taken,
            holder.Deleted ? "A deleted role has this name." : taken,
            token
        );
    }
}
