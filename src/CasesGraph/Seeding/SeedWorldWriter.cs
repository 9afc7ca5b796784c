using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Data;
using CasesGraph.Users;

namespace CasesGraph.Seeding;

/// <summary>Users, accounts, contacts and bugs on their way into the tables.</summary>
internal static class SeedWorldWriter
{
    public static void Write(BulkLoad load, SeedWorld world)
    {
        WriteUsers(load, world);
        WriteAccounts(load, world);
        WriteContacts(load, world);
        WriteBugs(load, world);
    }

    private static void WriteUsers(BulkLoad load, SeedWorld world)
    {
        using var insert = load.Into(
            nameof(User),
            "Id",
            "UserName",
            "UserNameKey",
            "FullName",
            "Email",
            "Active",
            "CreatedAt",
            "UpdatedAt",
            "Version"
        );
        foreach (var user in world.Users)
        {
            user.FoldUserName();
            insert.Run(
                user.Id,
                user.UserName,
                user.UserNameKey,
                user.FullName,
                user.Email,
                user.Active,
                user.CreatedAt,
                user.UpdatedAt,
                user.Version
            );
        }
    }

    private static void WriteAccounts(BulkLoad load, SeedWorld world)
    {
        using var insert = load.Into(
            nameof(Account),
            "Id",
            "Name",
            "Industry",
            "Website",
            "Phone",
            "Email",
            "ParentId",
            "AssignedToId",
            "CreatedAt",
            "UpdatedAt",
            "Version"
        );
        foreach (var account in world.Accounts)
        {
            insert.Run(
                account.Id,
                account.Name,
                account.Industry,
                account.Website,
                account.Phone,
                account.Email,
                account.ParentId,
                account.AssignedToId,
                account.CreatedAt,
                account.UpdatedAt,
                account.Version
            );
        }
    }

    private static void WriteContacts(BulkLoad load, SeedWorld world)
    {
        using var insert = load.Into(
            nameof(Contact),
            "Id",
            "FirstName",
            "LastName",
            "Email",
            "Phone",
            "Title",
            "AccountId",
            "CreatedAt",
            "UpdatedAt",
            "Version"
        );
        foreach (var contact in world.Contacts)
        {
            insert.Run(
                contact.Id,
                contact.FirstName,
                contact.LastName,
                contact.Email,
                contact.Phone,
                contact.Title,
                contact.AccountId,
                contact.CreatedAt,
                contact.UpdatedAt,
                contact.Version
            );
        }
    }

    private static void WriteBugs(BulkLoad load, SeedWorld world)
    {
        using var insert = load.Into(
            nameof(Bug),
            "Number",
            "Subject",
            "Description",
            "Status",
            "Priority",
            "Type",
            "Resolution",
            "FoundIn",
            "FixedIn",
            "AssignedToId",
            "CreatedAt",
            "UpdatedAt",
            "Version"
        );
        foreach (var bug in world.Bugs)
        {
            insert.Run(
                bug.Number,
                bug.Subject,
                bug.Description,
                (int)bug.Status,
                (int)bug.Priority,
                (int?)bug.Type,
                (int?)bug.Resolution,
                bug.FoundIn,
                bug.FixedIn,
                bug.AssignedToId,
                bug.CreatedAt,
                bug.UpdatedAt,
                bug.Version
            );
        }
    }
}
