using CasesGraph.Operations;

namespace CasesGraph.Contacts;

internal sealed class ContactWriter : EntityWriter<Contact>
{
    public static ContactWriter Instance { get; } = new();

    protected override Contact Blank() => new() { LastName = "" };

    protected override UserError NotFound(Ref<Contact> id) => new ContactNotFoundError(id);

    protected override UserError Deleted(Ref<Contact> entity) => new ContactDeletedError(entity);

    protected override UserError VersionConflict(int expected, Ref<Contact> current) =>
        new ContactVersionConflictError(expected, current);
}
