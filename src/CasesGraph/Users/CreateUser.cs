using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Users;

[Description("A new user with its fields.")]
public sealed record CreateUserInput(
    EntityValues<User> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new user, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record CreateUserPayload(
    [property: Description("The user that was created.")] Ref<User>? User,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

public sealed class CreateUser
{
    public Task<Outcome<CreateUserPayload>> RunAsync(CreateUserInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return UserWriter.Instance.CreateAsync(
            input.Values,
            input.Reason,
            (created, set) => new CreateUserPayload(created, set),
            call,
            token
        );
    }
}
