using CasesGraph.Graph.Running;
using CasesGraph.Model;

namespace CasesGraph.Contacts;

internal static class ContactFields
{
    public static IEnumerable<RootField> Queries { get; } =
    [
        new ListField(EntityModel.Of<Contact>(), "contacts", "Contacts by last and first name."),
        new ByIdField(EntityModel.Of<Contact>(), "contactById", "One contact by its id, deleted ones included."),
    ];

    public static IEnumerable<RootField> Mutations { get; } =
    [
        new MutationField<CreateContactInput, CreateContactPayload>(
            "createContact",
            "Creates a contact.",
            new CreateContact().RunAsync
        ),
        new MutationField<UpdateContactInput, UpdateContactPayload>(
            "updateContact",
            "Changes fields of a contact: what is absent stays, null clears.",
            new UpdateContact().RunAsync
        ),
        new MutationField<DeleteContactsInput, DeleteContactsPayload>(
            "deleteContacts",
            "Deletes contacts, softly: links to them stay readable, new ones are refused.",
            new DeleteContacts().RunAsync
        ),
        new MutationField<RestoreContactsInput, RestoreContactsPayload>(
            "restoreContacts",
            "Brings deleted contacts back.",
            new RestoreContacts().RunAsync
        ),
    ];
}
