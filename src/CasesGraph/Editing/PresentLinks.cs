using CasesGraph.Cases;
using CasesGraph.Data;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>The links of a case whose contacts and bugs are loaded, as the write at hand leaves them.</summary>
internal static class PresentLinks
{
    extension(Case @case)
    {
        public IEnumerable<CaseContact> ContactsNow(CasesDb db) =>
            @case.Contacts.Where(link => db.Entry(link).State is not EntityState.Deleted);

        public IEnumerable<CaseBug> BugsNow(CasesDb db) =>
            @case.Bugs.Where(link => db.Entry(link).State is not EntityState.Deleted);

        public ContactRole? RoleOf(long contact, CasesDb db) =>
            @case.ContactsNow(db).SingleOrDefault(link => link.ContactId == contact)?.Role;

        public bool HasBug(long bug, CasesDb db) => @case.BugsNow(db).Any(link => link.BugNumber == bug);

        /// <summary>Links the contact in this role; null unlinks it.</summary>
        public void SetRole(long contact, ContactRole? role, CasesDb db)
        {
            var link = @case.Contacts.SingleOrDefault(link => link.ContactId == contact);
            Set(@case.Contacts, link, role is not null, () => new CaseContact { ContactId = contact }, db);
            if (role is { } some)
                @case.Contacts.Single(known => known.ContactId == contact).Role = some;
        }

        public void SetBug(long bug, bool linked, CasesDb db) =>
            Set(
                @case.Bugs,
                @case.Bugs.SingleOrDefault(link => link.BugNumber == bug),
                linked,
                () => new CaseBug { BugNumber = bug },
                db
            );
    }

    /// <summary>A link that comes back within one write is the row that it was.</summary>
    private static void Set<TLink>(ICollection<TLink> links, TLink? link, bool linked, Func<TLink> made, CasesDb db)
        where TLink : class
    {
        if (link is null)
        {
            if (linked)
                links.Add(made());
            return;
        }
        var entry = db.Entry(link);
        if (linked && entry.State is EntityState.Deleted)
            entry.State = EntityState.Unchanged;
        else if (!linked && entry.State is EntityState.Added or EntityState.Detached)
            links.Remove(link);
        else if (!linked)
            entry.State = EntityState.Deleted;
    }
}
