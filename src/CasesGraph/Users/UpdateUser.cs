using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Operations;

namespace CasesGraph.Users;

[Description("New values for some fields of a user; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateUserInput(
    [property: Description("The id of the user to change.")] Ref<User> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    EntityValues<User> Values,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed user, or why it was not changed.")]
[Errors(typeof(UserNotFoundError), typeof(ValidationError), typeof(UserVersionConflictError), typeof(ForbiddenError))]
public sealed record UpdateUserPayload(
    [property: Description("The user after the change.")] Ref<User>? User,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

public sealed class UpdateUser
{
    public Task<Outcome<UpdateUserPayload>> RunAsync(UpdateUserInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        return UserWriter.Instance.UpdateAsync(
            new EntityChange<User>(input.Id, input.ExpectedVersion, input.Values, input.Reason),
            (changed, set) => new UpdateUserPayload(changed, set),
            call,
            token
        );
    }
}
