using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Gives cases of older versions the times that lists are worked by, from conversation and log. The values are those that
/// the enums had then.
/// </summary>
internal static class WorkTimesFill
{
    private const string IsClosed = "IN ('CLOSED', 'REJECTED', 'DUPLICATE')";

    /// <summary>What was undone does not count; nor does bringing merged cases back, or merging a case away.</summary>
    private const string Standing = """
        FROM "FieldChange" AS f
        JOIN "CaseChange" AS c ON c."Id" = f."ChangeId"
        JOIN "ChangeSet" AS s ON s."Id" = c."ChangeSetId"
        WHERE s."RevertedById" IS NULL AND s."UndoesId" IS NULL AND NOT EXISTS (
            SELECT 1 FROM "FieldChange" AS m WHERE m."ChangeId" = c."Id" AND m."Field" = 'MERGED_INTO')
        """;

    public static void Run(MigrationBuilder migration)
    {
        migration.Sql(
            """
            UPDATE "Case" SET "MessageCount" = m.n, "LastIncomingAt" = m.i, "LastOutgoingAt" = m.o, "LastMessageAt" = m.l
            FROM (
                SELECT "CaseNumber", COUNT(*) AS n, MAX("SentAt") AS l,
                    MAX(CASE WHEN "Direction" = 0 THEN "SentAt" END) AS i,
                    MAX(CASE WHEN "Direction" = 1 THEN "SentAt" END) AS o
                FROM "CaseUpdate" WHERE "Direction" <> 2 GROUP BY "CaseNumber") AS m
            WHERE m."CaseNumber" = "Case"."Number"
            """
        );
        migration.Sql(
            """
            UPDATE "Case" SET "LastMessageDirection" = (
                SELECT u."Direction" FROM "CaseUpdate" AS u
                WHERE u."CaseNumber" = "Case"."Number" AND u."Direction" <> 2
                ORDER BY u."SentAt" DESC, u."Id" DESC LIMIT 1)
            WHERE "MessageCount" > 0
            """
        );
        migration.Sql(
            """
            UPDATE "Case" SET "StatusChangedAt" = "CreatedAt", "ReopenedCount" = 0,
                "AssignedAt" = CASE WHEN "AssignedToId" IS NOT NULL THEN "CreatedAt" END
            """
        );
        migration.Sql(
            $"""
            UPDATE "Case" SET "StatusChangedAt" = t.changed, "ReopenedCount" = t.reopened, "LastClosedAt" = t.closed
            FROM (
                SELECT c."CaseNumber", MAX(c."OccurredAt") AS changed,
                    COUNT(CASE WHEN f."Before" {IsClosed} AND f."After" NOT {IsClosed} THEN 1 END) AS reopened,
                    MAX(CASE WHEN (f."Before" IS NULL OR f."Before" NOT {IsClosed}) AND f."After" {IsClosed}
                        THEN c."OccurredAt" END) AS closed
                {Standing} AND f."Field" = 'STATUS' GROUP BY c."CaseNumber") AS t
            WHERE t."CaseNumber" = "Case"."Number"
            """
        );
        migration.Sql(
            """
            UPDATE "Case" SET "LastClosedAt" = "ClosedAt" WHERE "ClosedAt" IS NOT NULL AND "MergedIntoNumber" IS NULL
            """
        );
        migration.Sql(
            $"""
            UPDATE "Case" SET "AssignedAt" = t.changed
            FROM (
                SELECT c."CaseNumber", MAX(c."OccurredAt") AS changed
                {Standing} AND f."Field" = 'ASSIGNED_TO' GROUP BY c."CaseNumber") AS t
            WHERE t."CaseNumber" = "Case"."Number" AND "AssignedToId" IS NOT NULL
            """
        );
        migration.Sql(
            """
            UPDATE "Case" SET "WaitingSince" = (
                SELECT MIN(u."SentAt") FROM "CaseUpdate" AS u
                WHERE u."CaseNumber" = "Case"."Number" AND u."Direction" = 0
                    AND u."SentAt" > COALESCE("Case"."LastOutgoingAt", 0)
                    AND u."SentAt" > COALESCE("Case"."LastClosedAt", 0))
            WHERE "Status" < 3 AND "LastIncomingAt" IS NOT NULL
            """
        );
        migration.Sql(
            """
            UPDATE "Case" SET "WaitingSince" = "CreatedAt"
            WHERE "Status" < 3 AND "LastClosedAt" IS NULL
                AND ("LastOutgoingAt" IS NULL OR "LastOutgoingAt" < "CreatedAt")
                AND ("WaitingSince" IS NULL OR "WaitingSince" > "CreatedAt")
                AND "Number" IN (
                    SELECT c."CaseNumber" FROM "CaseChange" AS c JOIN "FieldChange" AS f ON f."ChangeId" = c."Id"
                    WHERE c."Kind" = 0 AND f."Field" = 'OPENED_BY')
            """
        );
    }
}
