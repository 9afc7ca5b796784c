using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

/// <summary>Keeps the built-in roles as the code has them.</summary>
internal sealed class BuiltInRoles(TimeProvider time) : IStartStep
{
    public async Task RunAsync(CasesDb db, CancellationToken token)
    {
        if ((await StaleAsync(db, token)).Count == 0)
            return;
        // Another process that starts at the same time may be writing the same.
        await using var transaction = await db.Database.BeginTransactionAsync(token);
        var now = UtcMicroseconds.Cut(time.GetUtcNow().UtcDateTime);
        foreach (var one in await StaleAsync(db, token))
            Write(one, await db.FindAsync<Role>([one.Id], token), now, db);
        await db.RaiseAccessVersionAsync(token);
        await db.SaveChangesAsync(token);
        await transaction.CommitAsync(token);
        db.ChangeTracker.Clear();
    }

    private static async Task<List<BuiltInRole>> StaleAsync(CasesDb db, CancellationToken token)
    {
        var known = await db.Set<Role>().Where(role => role.BuiltIn).AsNoTracking().ToListAsync(token);
        return [.. BuiltInRole.All.Where(one => !known.Exists(role => IsSame(role, one)))];
    }

    private static bool IsSame(Role role, BuiltInRole one) =>
        (role.Id, role.Name, role.Description, role.Grants) == (one.Id, one.Name, one.Description, one.Grants);

    private static void Write(BuiltInRole one, Role? known, DateTime now, CasesDb db)
    {
        var role =
            known
            ?? db.Add(
                new Role
                {
                    Id = one.Id,
                    Name = one.Name,
                    BuiltIn = true,
                    CreatedAt = now,
                    Version = 0,
                }
            ).Entity;
        (role.Name, role.Description, role.Grants) = (one.Name, one.Description, one.Grants);
        role.UpdatedAt = now;
        role.Version++;
    }
}
