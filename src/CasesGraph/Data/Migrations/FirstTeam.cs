using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// The team that every database begins with: cases that are there already are its own, and all users are its members. The
/// log tells nothing of it, but lists that are followed find older entries by it.
/// </summary>
internal static class FirstTeam
{
    /// <summary>Its key.</summary>
    public const long Id = 1;

    /// <param name="now">The SQL of this moment, in microseconds since 1970.</param>
    public static void Fill(MigrationBuilder migration, string now)
    {
        migration.Sql(
            $"""
            INSERT INTO "Team" ("Id", "Name", "NameKey", "Active", "CreatedAt", "UpdatedAt", "Version")
            VALUES ({Id}, 'General', 'general', TRUE, {now}, {now}, 1)
            """
        );
        migration.Sql($"""INSERT INTO "TeamMember" ("UserId", "TeamId") SELECT "Id", {Id} FROM "User" """);
        // Before the assignee, which all have; a part begins with a letter that is no other's.
        migration.Sql(
            $"""
            UPDATE "CaseChange" SET "FacetsBefore" = REPLACE("FacetsBefore", '|u', '|q{Id}|u'),
                "FacetsAfter" = REPLACE("FacetsAfter", '|u', '|q{Id}|u')
            WHERE "FacetsBefore" <> '' OR "FacetsAfter" <> ''
            """
        );
    }
}
