using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.SavedFilters;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>Teams, users, accounts, contacts, bugs, tags and statuses on their way into the tables, and what the log says of them.</summary>
internal static class SeedWorldWriter
{
    /// <summary>Writes them.</summary>
    /// <returns>How many change sets there are, and as many changes.</returns>
    public static long Write(BulkLoad load, SeedWorld world)
    {
        foreach (var user in world.Users)
            user.FoldUserName();
        WriteAll(load, world.Teams.Added);
        WriteAll(load, world.Users);
        WriteAll(load, world.Teams.Members);
        WriteAll(load, [.. world.UserRoles]);
        WriteAll(load, world.Accounts);
        WriteAll(load, world.Contacts);
        WriteAll(load, world.Bugs);
        WriteAll(load, world.Tags);
        WriteAll(load, world.StatusDetails);
        WriteAll(load, world.Filters);
        WriteAll(load, SeedFilters.Teams(world.Filters));
        WriteAll(load, world.Mappings);
        return WriteLog(
            load,
            [
                .. world.Teams.Added,
                .. world.Users,
                .. world.Accounts,
                .. world.Contacts,
                .. world.Bugs,
                .. world.Tags,
                .. world.StatusDetails,
                .. world.Filters,
                .. world.Mappings,
            ]
        );
    }

    private static void WriteAll<TEntity>(BulkLoad load, IReadOnlyList<TEntity> entities)
        where TEntity : class
    {
        UntoldFields.Fill(entities);
        using var insert = load.Into<TEntity>();
        foreach (var entity in entities)
            insert.Run(entity);
    }

    private static long WriteLog(BulkLoad load, IReadOnlyList<IVersioned> entities)
    {
        var names = entities.Prepend(SeedTeams.First).ToDictionary(entity => (entity.GetType(), KeyOf(entity)), NameOf);
        using var sets = load.Into<ChangeSet>();
        using var changes = load.Into<EntityChange>();
        using var fields = load.Into<EntityFieldChange>();
        var (last, lastField) = (0L, 0L);
        foreach (var entity in entities.OrderBy(entity => entity.CreatedAt))
        {
            var at = entity.CreatedAt;
            var set = new ChangeSet { Id = ++last, OccurredAt = at };
            sets.Run(set);
            var edit = EntityEdit.Creation(entity);
            if (entity is User user)
                edit = edit with
                {
                    Links = [new(SeedWorld.RoleOf(user), IsAdded: true), new(SeedTeams.Member(user), IsAdded: true)],
                };
            if (entity is SavedFilter filter)
                edit = edit with
                {
                    Links = [.. SeedFilters.Teams([filter]).Select(link => new RecordLinkEdit(link, IsAdded: true))],
                };
            var change = edit.Change(set, set.Actor, at, Written, Linked);
            change.Id = last;
            changes.Run(change);
            foreach (var field in change.Fields)
            {
                field.Id = ++lastField;
                fields.Run(field);
            }
        }
        return last;

        // The service itself has made roles, before everything else.
        (string?, string?) Linked(Type type, long key) =>
            (
                CanonicalText.Of(type.Name, key),
                type == typeof(Role) ? BuiltInRole.All.Single(role => role.Id == key).Name : names[(type, key)]
            );

        (string?, string?) Written(ValueField field, object? value) =>
            (
                AuditedFields.Written(field, value),
                field is ReferenceField { Target: var target } && value is long key
                    ? names[(target, key)]
                    : CanonicalText.ShownScalar(value)
            );
    }

    private static long KeyOf(IVersioned entity) => (long)EntityModel.Of(entity.GetType()).Key!.GetValue(entity)!;

    /// <summary>As the database computes it, where it does.</summary>
    private static string? NameOf(IVersioned entity) =>
        entity is Contact contact
            ? SeedWorld.NameOf(contact)
            : (string?)entity.GetType().GetProperty(EntityModel.Of(entity.GetType()).Declared.Text!)!.GetValue(entity);
}
