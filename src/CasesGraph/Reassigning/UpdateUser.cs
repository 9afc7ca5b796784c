using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;

namespace CasesGraph.Reassigning;

[Description("New values for some fields of a user; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateUserInput(
    [property: Description("The id of the user to change.")] Ref<User> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<User> Values,
    [property: Description(
        "Where the open cases go of a user who is inactive then, in the same change set, as far as the caller may assign them; not given: they stay."
    )]
        ReassignToInput? ReassignTo,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[OneOf]
[Description("To whom cases are assigned instead, one of these.")]
public sealed record ReassignToInput(
    [property: Description("The id of an active user.")] Ref<User>? UserId,
    [property: Description("True to take the assignee away; the cases keep their status.")] bool? Nobody
);

[Description("The changed user, or why it was not changed.")]
[Errors(
    typeof(NotFoundError<User>),
    typeof(ValidationError),
    typeof(VersionConflictError<User>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError)
)]
public sealed record UpdateUserPayload(
    [property: Description("The user after the change.")] Ref<User>? User,
    [property: Description(
        "How many open cases were assigned to the user when the call came; null while the user is active."
    )]
        int? OpenCases,
    [property: Description("How many of them went to reassignTo; null where it is not given, or a job does it.")]
        int? Reassigned,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet,
    [property: Description("The job that reassigns them when they are more than 1,000.")] Ref<Job>? Job
);

/// <summary>updateUser: as of any plain object, and with what becomes of the user's cases.</summary>
internal sealed class UpdateUser(EntityRules<User> rules, JobQueue jobs)
    : IOperation<UpdateUserInput, UpdateUserPayload>,
        IDemands<UpdateUserInput>
{
    public IEnumerable<AccessAction> Demands(UpdateUserInput input) =>
        input.ReassignTo is null ? [] : [AccessAction.CaseAssign];

    public async Task<Outcome<UpdateUserPayload>> RunAsync(UpdateUserInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        var plain = new UpdateInput<User>(input.Id, input.ExpectedVersion, input.Values, input.Reason);
        var user = await rules.CheckUpdateAsync(plain, call, checks, token);
        var isActive = input.Values[nameof(User.Active)] as bool? ?? user?.Active ?? false;
        var cases = new CasesOfUser(input.Id, call);
        await cases.CheckAsync(input.ReassignTo, isActive, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        input.Values.ApplyTo(user!);
        if (input.ReassignTo is { } to)
            return await cases.ReassignAsync(to, input.Reason, jobs, token);
        var open = isActive ? (int?)null : await cases.CountAsync(token);
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new UpdateUserPayload(input.Id, open, Reassigned: null, set, Job: null);
    }
}
