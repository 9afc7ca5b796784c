using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>Files of older versions: those that came with a message are public, all others are for staff.</summary>
internal static class InternalFiles
{
    public static void Fill(MigrationBuilder migration) =>
        migration.Sql(
            """
            UPDATE "Attachment" SET "Internal" = FALSE
            WHERE "CaseUpdateId" IN (SELECT "Id" FROM "CaseUpdate" WHERE "Direction" <> 2)
            """
        );
}
