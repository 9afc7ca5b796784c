using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Cases that others were merged into keep who is led to them by those, as entries of the log that come have it.
/// </summary>
internal static class LedFacetsFill
{
    /// <param name="joined">The SQL function that joins texts.</param>
    public static void Run(MigrationBuilder migration, string joined) =>
        migration.Sql(
            $"""
            UPDATE "Case" SET "LedFacets" = COALESCE((SELECT {joined}(t."Token", '') FROM (
                SELECT 'm' || o."OpenedById" || 'a' || COALESCE(CAST(o."AccountId" AS TEXT), '') || '|' AS "Token"
                    FROM "Case" AS o WHERE o."MergedIntoNumber" = "Case"."Number" AND o."OpenedById" IS NOT NULL
                UNION SELECT 'm' || k."ContactId" || 'a' || COALESCE(CAST(o."AccountId" AS TEXT), '') || '|'
                    FROM "Case" AS o JOIN "CaseContact" AS k ON k."CaseNumber" = o."Number"
                    WHERE o."MergedIntoNumber" = "Case"."Number"
                UNION SELECT 'n' || o."AccountId" || '|'
                    FROM "Case" AS o WHERE o."MergedIntoNumber" = "Case"."Number" AND o."AccountId" IS NOT NULL
            ) AS t), '')
            WHERE "Number" IN (SELECT "MergedIntoNumber" FROM "Case" WHERE "MergedIntoNumber" IS NOT NULL)
            """
        );
}
