using System.ComponentModel;
using CasesGraph.Operations;

namespace CasesGraph.Roles;

[Description("The role came with this service and stays as it is; nothing was written.")]
public sealed record BuiltInRoleError([property: Description("The built-in role as it is.")] Ref<Role> Role)
    : UserError("A built-in role cannot be changed or deleted. Create a role with the same grants instead.");

[Description("Users have the role, so it cannot be deleted; nothing was written.")]
public sealed record RoleInUseError(
    [property: Description("The role that cannot be deleted.")] Ref<Role> Role,
    [property: Description("How many users have it, inactive ones too.")] int Users
) : UserError($"{(Users == 1 ? "1 user has" : $"{Users} users have")} the role. Take it from them first.");
