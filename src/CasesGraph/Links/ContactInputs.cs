using System.ComponentModel;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Editing;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Links;

[Description("A contact to link to a case, and in which role.")]
public sealed record CaseContactInput(
    [property: Description("The id of the contact to link.")] Ref<Contact> ContactId,
    [property: Description(
        "What the contact is to this case; when not given, OTHER for a new link, and unchanged for one that is there."
    )]
        ContactRole? Role
);

[Extends(typeof(CreateCaseInput), place: 1)]
[Extends(typeof(NewCaseInput), place: 1)]
public sealed record NewCaseContacts(
    [property: Description("People on the customer's side to link, each once, at most one of them PRIMARY.")]
        IReadOnlyList<CaseContactInput>? Contacts
) : CasePartInput
{
    internal override bool IsGiven => Contacts is not null;

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    ) => GivenContacts.Check(Contacts ?? [], checks, references, held, [.. at, "contacts"]);

    internal override Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token) =>
        Task.FromResult(GivenContacts.Patch(Contacts, removed: null));
}

[Extends(typeof(CasePatchInput), place: 1)]
public sealed record PatchedCaseContacts(
    [property: Description(
        "Contacts to link, each with its role; one that is linked already takes the role given, and keeps its own where none is."
    )]
        IReadOnlyList<CaseContactInput>? AddContacts,
    [property: Description("Ids of contacts to unlink; a case that is not linked to them stays as it is.")]
        IReadOnlyList<Ref<Contact>>? RemoveContactIds
) : CasePartInput
{
    internal override bool IsGiven => AddContacts is not null || RemoveContactIds is not null;

    internal override void Check(
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        params string[] at
    )
    {
        GivenContacts.Check(AddContacts ?? [], checks, references, held, [.. at, "addContacts"]);
        GivenLinks.NotBoth(
            RemoveContactIds,
            [.. (AddContacts ?? []).Select(contact => contact.ContactId)],
            checks,
            [.. at, "removeContactIds"]
        );
    }

    internal override Task<LinkPatch> ReadAsync(Call call, bool dryRun, CancellationToken token) =>
        Task.FromResult(GivenContacts.Patch(AddContacts, RemoveContactIds));
}

internal static class GivenContacts
{
    private static readonly ContactsPart Part = CaseParts.Links.OfType<ContactsPart>().Single();

    public static LinkPatch Patch(IReadOnlyList<CaseContactInput>? added, IReadOnlyList<Ref<Contact>>? removed) =>
        LinkPatch.Of(
            Part,
            added?.Select(contact => new PatchedLink(contact.ContactId.Key, contact.Role)),
            removed?.Select(id => id.Key)
        );

    /// <summary>A contact has one role, and one contact is the primary one.</summary>
    public static void Check(
        IReadOnlyList<CaseContactInput> contacts,
        InputChecks checks,
        ReferenceChecks references,
        HeldReferences? held,
        IReadOnlyList<string> at
    )
    {
        var seen = new HashSet<long>();
        var primary = false;
        foreach (var (index, contact) in contacts.Index())
        {
            var key = contact.ContactId.Key;
            references.Add(Path(at, index, "contactId"), typeof(Contact), key, held?.Of(Part, key));
            if (key != 0 && !seen.Add(key))
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

    private static IReadOnlyList<string> Path(IReadOnlyList<string> at, int index, string name) =>
        InputChecks.Path([.. at, InputChecks.Item(index), name]);
}
