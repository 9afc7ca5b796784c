using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// What cases keep of their links has their contacts too. Older entries of the log need not: no contact has followed them.
/// </summary>
internal static class ContactFacets
{
    /// <param name="joined">The SQL function that joins texts.</param>
    public static void Fill(MigrationBuilder migration, string joined) =>
        migration.Sql(
            $"""
            UPDATE "Case" SET "LinkFacets" = "LinkFacets" ||
                (SELECT {joined}('k' || "ContactId" || '|', '') FROM "CaseContact" WHERE "CaseNumber" = "Number")
            WHERE "Number" IN (SELECT "CaseNumber" FROM "CaseContact")
            """
        );
}
