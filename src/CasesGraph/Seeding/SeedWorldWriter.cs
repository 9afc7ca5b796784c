using CasesGraph.Data;

namespace CasesGraph.Seeding;

/// <summary>Users, accounts, contacts and bugs on their way into the tables.</summary>
internal static class SeedWorldWriter
{
    public static void Write(BulkLoad load, SeedWorld world)
    {
        foreach (var user in world.Users)
            user.FoldUserName();
        WriteAll(load, world.Users);
        WriteAll(load, world.Accounts);
        WriteAll(load, world.Contacts);
        WriteAll(load, world.Bugs);
        WriteAll(load, world.Tags);
    }

    private static void WriteAll<TEntity>(BulkLoad load, IReadOnlyList<TEntity> entities)
        where TEntity : class
    {
        UntoldFields.Fill(entities);
        using var insert = load.Into<TEntity>();
        foreach (var entity in entities)
            insert.Run(entity);
    }
}
