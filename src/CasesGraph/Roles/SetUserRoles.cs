using System.ComponentModel;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Users;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Roles;

[Description("The roles that a user is to have.")]
public sealed record SetUserRolesInput(
    [property: Description("The id of the user.")] Ref<User> UserId,
    [property: Description("The version that the caller knows; the call is refused when there is another by now.")]
        int? ExpectedVersion,
    [property: Description(
        "Ids of all roles that the user has from now on, at most 50; with none the user may do nothing. Nobody but administrators can give or take a role that allows more than they may do themselves."
    )]
        IReadOnlyList<Ref<Role>> RoleIds,
    [property: Description("Why it is done, for the change log; at most 1,000 characters.")] string? Reason
);

[Description("The user with the new roles, or why they are as they were.")]
[Errors(
    typeof(NotFoundError<User>),
    typeof(ValidationError),
    typeof(VersionConflictError<User>),
    typeof(RelatedObjectNotFoundError),
    typeof(ForbiddenError),
    NamesOthers = true
)]
public sealed record SetUserRolesPayload(
    [property: Description("The user after the change.")] Ref<User>? User,
    [property: Description("The change set of this call; null when nothing was changed.")] Ref<ChangeSet>? ChangeSet
);

internal sealed class SetUserRoles : IOperation<SetUserRolesInput, SetUserRolesPayload>
{
    private const int Most = 50;
    private const string At = "roleIds";

    public async Task<Outcome<SetUserRolesPayload>> RunAsync(
        SetUserRolesInput input,
        Call call,
        CancellationToken token
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(call);
        var checks = new InputChecks(call);
        checks.Reason(input.Reason);
        if (input.RoleIds.Distinct().Count() > Most)
            checks.Add(InputChecks.Path(At), ValidationCode.TooMany, $"A user has at most {Most} roles.");
        var references = new ReferenceChecks(call, checks);
        foreach (var (index, id) in input.RoleIds.Index())
            references.Add(InputChecks.Path(At, InputChecks.Item(index)), typeof(Role), id.Key);
        await references.RunAsync(token);
        var user = await EntityChecks.FindAsync(input.UserId, input.ExpectedVersion, call, checks, token);
        if (user is not null)
            await ChangeAsync(user, input, call, checks, token);
        if (checks.Errors is { Length: > 0 } errors)
            return errors;

        var set = await call.SaveAsync(ChangeAction.Update, input.Reason, token);
        return new SetUserRolesPayload(input.UserId, set);
    }

    private static async Task ChangeAsync(
        User user,
        SetUserRolesInput input,
        Call call,
        InputChecks checks,
        CancellationToken token
    )
    {
        var wanted = input.RoleIds.Select(id => id.Key).Where(key => key != 0).ToHashSet();
        var has = await call
            .Db.Set<UserRole>()
            .Where(link => link.UserId == user.Id)
            .Include(link => link.Role)
            .ToListAsync(token);
        var lost = has.Where(link => !wanted.Contains(link.RoleId)).ToList();
        if (lost.Exists(link => !call.Caller.Access.Covers(RoleShapes.Of(link.Role))))
            checks.Add(
                InputChecks.Path(At),
                ValidationCode.RoleWiderThanYours,
                "The user has a role that allows more than you may do yourself; you cannot take it."
            );
        if (
            lost.Exists(link => link.RoleId == BuiltInRole.AdministratorId)
            && await Administrators.IsLastAsync(user, call, token)
        )
            checks.Add(InputChecks.Path(At), ValidationCode.LastAdministrator, Administrators.IsLast);

        var keys = wanted.Except(has.Select(link => link.RoleId)).ToList();
        var given = await call.Db.Set<Role>().Where(role => keys.Contains(role.Id)).ToListAsync(token);
        foreach (var (index, id) in input.RoleIds.Index())
        {
            if (given.Find(role => role.Id == id.Key) is { } role && !call.Caller.Access.Covers(RoleShapes.Of(role)))
                checks.Add(
                    InputChecks.Path(At, InputChecks.Item(index)),
                    ValidationCode.RoleWiderThanYours,
                    GrantChecks.Wider
                );
        }
        call.Db.RemoveRange(lost);
        call.Db.AddRange(given.Select(role => new UserRole { User = user, Role = role }));
    }
}
