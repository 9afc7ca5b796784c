using CasesGraph.Access;

namespace CasesGraph.Roles;

internal static class RoleShapes
{
    /// <summary>What a role allows.</summary>
    public static AccessShape Of(long id, string grants) =>
        id == BuiltInRole.AdministratorId ? AccessShape.Administrator : GrantText.Shape(grants);

    public static AccessShape Of(Role role) => Of(role.Id, role.Grants);
}
