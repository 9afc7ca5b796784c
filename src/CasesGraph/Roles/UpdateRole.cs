using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Roles;

[Description("New values for some fields of a role; a field that is not given stays as it is, null clears it.")]
public sealed record UpdateRoleInput(
    [property: Description("The id of the role to change.")] Ref<Role> Id,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: FieldsOf(EditableIn.Update)] EntityValues<Role> Values,
    [property: Description(
        "All that it allows from now on, by the rules that createRole has; nobody but administrators can grant or take what they may not do themselves."
    )]
        IReadOnlyList<GrantInput>? Grants,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The changed role, or why it was not changed.")]
[Errors(
    typeof(NotFoundError<Role>),
    typeof(DeletedError<Role>),
    typeof(BuiltInRoleError),
    typeof(ValidationError),
    typeof(VersionConflictError<Role>),
    typeof(ForbiddenError)
)]
public sealed record UpdateRolePayload(
    [property: Description("The role after the change.")] Ref<Role>? Role,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class UpdateRole(EntityRules<Role> rules) : IOperation<UpdateRoleInput, UpdateRolePayload>
{
    public async Task<Outcome<UpdateRolePayload>> RunAsync(UpdateRoleInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        var plain = new UpdateInput<Role>(input.Id, input.ExpectedVersion, input.Values, input.Reason);
        var role = await rules.CheckUpdateAsync(plain, call, checks, token);
        var grants = input.Grants is null ? null : GrantInput.All(input.Grants);
        if (role is { BuiltIn: false } && grants is not null)
            GrantChecks.Check(grants, RoleShapes.Of(role), call, checks);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        input.Values.ApplyTo(role!);
        if (grants is not null)
            role!.Grants = GrantText.Of(grants);
        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new UpdateRolePayload(input.Id, set);
    }
}
