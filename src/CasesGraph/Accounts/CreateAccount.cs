using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Accounts;

[Description("A new account with its fields.")]
public sealed record CreateAccountInput(
    EntityValues<Account> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new account, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(RelatedObjectNotFoundError), typeof(ForbiddenError))]
public sealed record CreateAccountPayload(
    [property: Description("The account that was created.")] Ref<Account>? Account,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

public sealed class CreateAccount
{
    public Task<Outcome<CreateAccountPayload>> RunAsync(CreateAccountInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return AccountWriter.Instance.CreateAsync(
            input.Values,
            input.Reason,
            (created, set) => new CreateAccountPayload(created, set),
            call,
            token
        );
    }
}
