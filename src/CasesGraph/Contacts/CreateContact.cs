using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Contacts;

[Description("A new contact with its fields.")]
public sealed record CreateContactInput(
    EntityValues<Contact> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new contact, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateContactPayload(
    [property: Description("The contact that was created.")] Ref<Contact>? Contact,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

public sealed class CreateContact
{
    public Task<Outcome<CreateContactPayload>> RunAsync(CreateContactInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ContactWriter.Instance.CreateAsync(
            input.Values,
            input.Reason,
            (created, set) => new CreateContactPayload(created, set),
            call,
            token
        );
    }
}
