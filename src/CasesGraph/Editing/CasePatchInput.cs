using System.ComponentModel;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Editing;

[Description("New values for many cases; a field that is not given stays as it is, null clears it.")]
public sealed record CasePatchInput(
    [property: FieldsOf(EditableIn.MassUpdate)] EntityValues<Case> Values,
    [property: Description(
        "Contacts to link, each with its role; one that is linked already takes the role given, and keeps its own where none is."
    )]
        IReadOnlyList<CaseContactInput>? AddContacts,
    [property: Description("Ids of contacts to unlink; a case that is not linked to them stays as it is.")]
        IReadOnlyList<Ref<Contact>>? RemoveContactIds,
    [property: Description("Ids or numbers of bugs to link.")] IReadOnlyList<Ref<Bug>>? AddBugIds,
    [property: Description("Ids or numbers of bugs to unlink; a case that is not linked to them stays as it is.")]
        IReadOnlyList<Ref<Bug>>? RemoveBugIds
);

/// <summary>What can be wrong with a patch, whatever the cases.</summary>
internal static class CasePatchChecks
{
    private const string Set = "set";

    public static async Task RunAsync(
        CasePatchInput patch,
        HeldReferences held,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var contacts = patch.AddContacts ?? [];
        checks.Changes(patch.Values, Set);
        CaseLinkChecks.OnePerContact(contacts, checks, Set, "addContacts");
        var references = new ReferenceChecks(call, checks);
        foreach (var (field, value) in patch.Values.Given)
        {
            if (field is ReferenceField reference && value is long key)
                references.Add(InputChecks.Path(Set, field.InputName), reference.Target, key, held.Of(reference, key));
        }
        CaseLinkChecks.Add(
            references,
            contacts,
            patch.AddBugIds ?? [],
            held,
            ([Set, "addContacts"], [Set, "addBugIds"])
        );
        await references.RunAsync(token);
        NotBoth("removeContactIds", patch.RemoveContactIds, [.. contacts.Select(contact => contact.ContactId)], checks);
        NotBoth("removeBugIds", patch.RemoveBugIds, patch.AddBugIds, checks);
    }

    private static void NotBoth<TEntity>(
        string field,
        IReadOnlyList<Ref<TEntity>>? removed,
        IReadOnlyList<Ref<TEntity>>? added,
        InputChecks checks
    )
        where TEntity : class
    {
        foreach (var (index, key) in (removed ?? []).Index())
        {
            if (key.Key != 0 && added?.Contains(key) is true)
                checks.Add(
                    Path(field, index),
                    ValidationCode.Conflict,
                    "The same object is to be linked and unlinked."
                );
        }
    }

    private static IReadOnlyList<string> Path(string list, int index) =>
        InputChecks.Path([Set, list, InputChecks.Item(index)]);
}
