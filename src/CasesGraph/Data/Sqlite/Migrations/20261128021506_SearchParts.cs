using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <summary>All words anew: letters are folded otherwise, and the parts of a text are told apart.</summary>
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128021506_SearchParts")]
    public partial class SearchParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in FormerSearchIndexes.All.SelectMany(SqliteSearch.Drop))
                migrationBuilder.Sql(statement);

            // Of letters that are all ASCII nothing has changed. The start gives the others their bands.
            migrationBuilder.Sql(
                """UPDATE "Case" SET "SubjectBands" = NULL WHERE length(CAST("Subject" AS BLOB)) <> length("Subject")""");

            foreach (var statement in FormerSearchIndexes.All.SelectMany(SqliteSearch.CreateFilled))
                migrationBuilder.Sql(statement);
        }

        /// <summary>What an older version makes of a text only that version knows.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Restore the backup that was made before the new version.");
    }
}
