using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Messages and files of cases that were merged before remember which case they were of, as the log has it: what was written
/// after the last merge is of all of them. Other files of older versions are internal anyway.
/// </summary>
internal static class ItemOriginsFill
{
    private const string LastMerge = """
        SELECT MAX(m."ChangeId") FROM "CaseMerge" AS m JOIN "Case" AS d ON d."Number" = m."CaseNumber"
        WHERE d."MergedIntoNumber" = i."CaseNumber"
        """;

    private const string IsMerged = """
        i."CaseNumber" IN (SELECT "MergedIntoNumber" FROM "Case" WHERE "MergedIntoNumber" IS NOT NULL)
        """;

    public static void Run(MigrationBuilder migration)
    {
        migration.Sql(
            $"""
            UPDATE "CaseUpdate" AS i SET "OriginNumber" = (
                SELECT c."CaseNumber" FROM "CaseChange" AS c WHERE c."Id" = i."ChangeId")
            WHERE {IsMerged} AND i."ChangeId" < ({LastMerge})
            """
        );
        migration.Sql(
            $"""
            UPDATE "Attachment" AS i SET "OriginNumber" = (
                SELECT u."OriginNumber" FROM "CaseUpdate" AS u WHERE u."Id" = i."CaseUpdateId")
            WHERE {IsMerged} AND i."CaseUpdateId" IS NOT NULL
            """
        );
    }
}
