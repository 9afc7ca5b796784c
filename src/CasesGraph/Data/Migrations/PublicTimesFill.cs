using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Gives older cases the time when contacts last saw them change: the newest that the case's own row tells of. Reading the
/// whole log would tell of other fields too, and take minutes.
/// </summary>
internal static class PublicTimesFill
{
    /// <param name="newest">The SQL function of the greatest of several numbers.</param>
    public static void Run(MigrationBuilder migration, string newest) =>
        migration.Sql(
            $"""
            UPDATE "Case" SET "PublicUpdatedAt" = {newest}("CreatedAt", COALESCE("LastMessageAt", 0),
                COALESCE("StatusChangedAt", 0), COALESCE("AssignedAt", 0), COALESCE("ClosedAt", 0))
            """
        );
}
