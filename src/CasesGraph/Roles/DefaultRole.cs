using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>The setting Access:DefaultRole.</summary>
/// <param name="Name">Of the role that new users get.</param>
public sealed record DefaultRole(string Name)
{
    public const string Setting = "Access:DefaultRole";

    /// <summary>As role names are compared.</summary>
    internal string Key { get; } = Role.KeyOf(Name);

    public static DefaultRole Agent { get; } = new(BuiltInRole.Agent.Name);

    internal bool Is(Role role) => string.Equals(role.NameKey, Key, StringComparison.Ordinal);

    /// <summary>Null where there is none.</summary>
    internal Task<Role?> FindAsync(CasesDb db, CancellationToken token) =>
        db.Set<Role>()
            .AsNoTracking()
            .SingleOrDefaultAsync(role => role.NameKey == Key && role.DeletedAt == null, token);
}

/// <summary>A name that no role has would be found by users who can do nothing.</summary>
internal sealed class DefaultRoleCheck(DefaultRole role) : IStartStep
{
    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        if (await role.FindAsync(db, token) is null)
            throw new DatabaseSettingException($"{DefaultRole.Setting} is '{role.Name}', and no role is called so.");
    }
}
