using CasesGraph.Bugs;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Cases;

/// <summary>What can be wrong with the contacts and bugs that an input links.</summary>
internal static class CaseLinkChecks
{
    public static void Add(
        ReferenceChecks references,
        IReadOnlyList<CaseContactInput> contacts,
        IReadOnlyList<Ref<Bug>> bugs
    )
    {
        foreach (var (index, contact) in contacts.Index())
            references.Add(ContactPath(index, "contactId"), typeof(Contact), contact.ContactId.Key);
        foreach (var (index, bug) in bugs.Index())
            references.Add(InputChecks.Path("bugIds", InputChecks.Item(index)), typeof(Bug), bug.Key);
    }

    /// <summary>A contact has one role, and one contact is the primary one.</summary>
    public static void OnePerContact(IReadOnlyList<CaseContactInput> contacts, InputChecks checks)
    {
        var seen = new HashSet<long>();
        var primary = false;
        foreach (var (index, contact) in contacts.Index())
        {
            if (contact.ContactId.Key != 0 && !seen.Add(contact.ContactId.Key))
            {
                const string twice = "The same contact is given twice.";
                checks.Add(ContactPath(index, "contactId"), ValidationCode.Conflict, twice);
            }
            else if (contact.Role is ContactRole.Primary && primary)
            {
                const string second = "A case has at most one primary contact.";
                checks.Add(ContactPath(index, "role"), ValidationCode.SecondPrimary, second);
            }
            primary |= contact.Role is ContactRole.Primary;
        }
    }

    private static IReadOnlyList<string> ContactPath(int index, string field) =>
        InputChecks.Path(Naming.Camel(nameof(Case.Contacts)), InputChecks.Item(index), field);
}
