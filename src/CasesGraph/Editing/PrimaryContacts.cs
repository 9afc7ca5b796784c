using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Data;
using CasesGraph.Editing;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Editing;

/// <summary>A case has one primary contact at any time, also between two statements of a transaction.</summary>
internal static class PrimaryContacts
{
    /// <summary>Takes the role from those who will lose it where somebody else is about to get it.</summary>
    public static async Task MakeRoomAsync(IEnumerable<TouchedCase> cases, CasesDb db, CancellationToken token)
    {
        var passing = cases.Where(HandsOver).Select(touched => touched.Case.Number).ToList();
        if (passing.Count == 0)
            return;
        await db
            .CaseContacts.Where(link => passing.Contains(link.CaseNumber) && link.Role == ContactRole.Primary)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.Role, ContactRole.Other), token);
    }

    private static bool HandsOver(TouchedCase touched)
    {
        var links = touched.Contacts.Where(link => link.State is EntityState.Modified).ToList();
        return links.Exists(link => link.Property(contact => contact.Role).OriginalValue is ContactRole.Primary)
            && touched.Contacts.Exists(link =>
                link.State is not EntityState.Deleted && link.Entity.Role is ContactRole.Primary
            );
    }
}
