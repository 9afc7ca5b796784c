using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Users who were there before there were roles may do what they could: everything. What else there is of the role, and
/// the other ones, the start writes.
/// </summary>
internal static class FirstAdministrators
{
    /// <param name="now">The SQL of this moment, in microseconds since 1970.</param>
    public static void Fill(MigrationBuilder migration, string now)
    {
        migration.Sql("""INSERT INTO "AccessVersion" ("Id", "Number") VALUES (1, 0)""");
        migration.Sql(
            $"""
            INSERT INTO "Role" ("Id", "Name", "NameKey", "BuiltIn", "Grants", "CreatedAt", "UpdatedAt", "Version")
            SELECT 1, 'Administrator', 'administrator', TRUE, '', {now}, {now}, 0 WHERE EXISTS (SELECT 1 FROM "User")
            """
        );
        migration.Sql("""INSERT INTO "UserRole" ("UserId", "RoleId") SELECT "Id", 1 FROM "User" """);
    }
}
