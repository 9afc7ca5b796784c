using System.ComponentModel;
using CasesGraph.Access;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Roles;

[Description("An action that a role allows.")]
public sealed record GrantInput(
    [property: Description("What may be done, each action at most once.")] AccessAction Action,
    [property: Description("How far; NONE is as if the action were not named.")] AccessLevel Level = AccessLevel.All
)
{
    internal static IReadOnlyList<Grant> All(IReadOnlyList<GrantInput> given) =>
        [.. given.Select(one => new Grant(one.Action, one.Level))];
}

[Description("A new role with what it allows.")]
public sealed record CreateRoleInput(
    [property: FieldsOf(EditableIn.Create)] EntityValues<Role> Values,
    [property: Description(
        "What it allows, nothing when not given. What changes something needs what sees it: the actions of cases CASE_VIEW, those of accounts and contacts DIRECTORY_VIEW, those of bugs BUG_VIEW. Nobody but administrators can grant what they may not do themselves."
    )]
        IReadOnlyList<GrantInput>? Grants,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The new role, or why it was not created.")]
[Errors(typeof(ValidationError), typeof(ForbiddenError))]
public sealed record CreateRolePayload(
    [property: Description("The role that was created.")] Ref<Role>? Role,
    [property: Description("The change set that stands for this call.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class CreateRole(EntityRules<Role> rules) : IOperation<CreateRoleInput, CreateRolePayload>
{
    public async Task<Outcome<CreateRolePayload>> RunAsync(CreateRoleInput input, Call call, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Creation(input.Values);
        var grants = GrantInput.All(input.Grants ?? []);
        GrantChecks.Check(grants, AccessShape.Nothing, call, checks);
        await rules.CheckAllAsync(input.Values, current: null, input.Reason, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var role = new Role { Name = "", Grants = GrantText.Of(grants) };
        input.Values.ApplyTo(role);
        await rules.SettleNewAsync(role, call, token);
        call.Db.Add(role);
        var set = await call.SaveAsync(ChangeAction.Create, input.Reason, token);
        return new CreateRolePayload(new(role.Id), set);
    }
}
