using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>All words anew: letters are folded otherwise, and the parts of a text are told apart.</summary>
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128021509_SearchParts")]
    public partial class SearchParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in FormerSearchIndexes.All.SelectMany(PostgresSearch.Drop))
                migrationBuilder.Sql(statement);

            // Of letters that are all ASCII nothing has changed. The start gives the others their bands.
            migrationBuilder.Sql(
                """UPDATE "Case" SET "SubjectBands" = NULL WHERE octet_length("Subject") <> char_length("Subject")""");

            foreach (var function in PostgresSearch.CreateFunctions())
                migrationBuilder.Sql(function);
            foreach (var statement in FormerSearchIndexes.All.SelectMany(PostgresSearch.CreateFilled))
                migrationBuilder.Sql(statement);
        }

        /// <summary>What an older version makes of a text only that version knows.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Restore the backup that was made before the new version.");
    }
}
