using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

[Description("There is no such contact; nothing was written.")]
public sealed record ContactNotFoundError(
    [property: Description("The id that names no contact."), AsId] Ref<Contact> Id
) : UserError("There is no contact with this id.");

[Description("The contact is deleted and takes no writes until it is restored; nothing was written.")]
public sealed record ContactDeletedError([property: Description("The deleted contact as it is.")] Ref<Contact> Contact)
    : UserError("The contact is deleted. Restore it first.");

[Description("Somebody else has written to the contact since the caller read it; nothing was written.")]
public sealed record ContactVersionConflictError(
    [property: Description("The version that the caller sent.")] int ExpectedVersion,
    [property: Description("The contact as it is now.")] Ref<Contact> Current
) : UserError($"The contact has changed since version {ExpectedVersion}.");
