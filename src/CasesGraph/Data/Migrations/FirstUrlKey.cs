using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>Makes up the key that addresses of files are signed with, once for all processes on the database.</summary>
internal static class FirstUrlKey
{
    /// <param name="random">The SQL of 64 hexadecimal digits at random.</param>
    public static void Fill(MigrationBuilder migration, string random) =>
        migration.Sql($"""INSERT INTO "UrlKey" ("Id", "Secret") VALUES (1, {random})""");
}
