using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>Keys of user names as they are made now, for those of older versions, which were folded alone.</summary>
internal static class UserNameKeys
{
    /// <summary>Where two users had names that are the same now, the other keeps the key that it had.</summary>
    /// <param name="key">The SQL of a key, of the column "UserName" of a table.</param>
    public static void Renew(MigrationBuilder migration, Func<string, string> key) =>
        migration.Sql(
            $"""
            UPDATE "User" SET "UserNameKey" = {key("\"User\".\"UserName\"")}
            WHERE "UserNameKey" <> {key("\"User\".\"UserName\"")} AND NOT EXISTS (
                SELECT 1 FROM "User" AS o WHERE o."Id" <> "User"."Id" AND (
                    o."UserNameKey" = {key("\"User\".\"UserName\"")}
                    OR o."Id" < "User"."Id" AND {key("o.\"UserName\"")} = {key("\"User\".\"UserName\"")}))
            """
        );
}
