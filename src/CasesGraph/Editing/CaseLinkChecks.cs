using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.MassUpdate;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

/// <summary>What can be wrong with the contacts and bugs that an input links.</summary>
internal static class CaseLinkChecks
{
    public static void Add(
        ReferenceChecks references,
        IReadOnlyList<CaseContactInput> contacts,
        IReadOnlyList<Ref<Bug>> bugs,
        HeldReferences? held = null,
        (string[] Contacts, string[] Bugs)? at = null
    )
    {
        var (contactsAt, bugsAt) = at ?? (["contacts"], ["bugIds"]);
        foreach (var (index, contact) in contacts.Index())
        {
            var key = contact.ContactId.Key;
            references.Add(Path(contactsAt, index, "contactId"), typeof(Contact), key, held?.OfContact(key));
        }
        foreach (var (index, bug) in bugs.Index())
        {
            var path = InputChecks.Path([.. bugsAt, InputChecks.Item(index)]);
            references.Add(path, typeof(Bug), bug.Key, held?.OfBug(bug.Key));
        }
    }

    /// <summary>A contact has one role, and one contact is the primary one.</summary>
    /// <param name="path">Where the input has them; by default in its contacts.</param>
    public static void OnePerContact(IReadOnlyList<CaseContactInput> contacts, InputChecks checks, params string[] path)
    {
        IReadOnlyList<string> at = path.Length > 0 ? path : ["contacts"];
        var seen = new HashSet<long>();
        var primary = false;
        foreach (var (index, contact) in contacts.Index())
        {
            if (contact.ContactId.Key != 0 && !seen.Add(contact.ContactId.Key))
            {
                const string twice = "The same contact is given twice.";
                checks.Add(Path(at, index, "contactId"), ValidationCode.Conflict, twice);
            }
            else if (contact.Role is ContactRole.Primary && primary)
            {
                const string second = "A case has at most one primary contact.";
                checks.Add(Path(at, index, "role"), ValidationCode.SecondPrimary, second);
            }
            primary |= contact.Role is ContactRole.Primary;
        }
    }

    private static IReadOnlyList<string> Path(IReadOnlyList<string> list, int index, string field) =>
        InputChecks.Path([.. list, InputChecks.Item(index), field]);
}
