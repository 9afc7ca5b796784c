using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261125233748_SubjectBands")]
    public partial class SubjectBands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SubjectBands",
                table: "Case",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_Case_WithoutBands",
                table: "Case",
                column: "Number",
                filter: "\"SubjectBands\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.Sql(PostgresSearch.CreateAny);

            // By hand: the full-text index of cases has the bands too.
            foreach (var statement in PostgresSearch.Remake(FormerSearchIndexes.Cases))
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP FUNCTION search_any(text)");
            foreach (var statement in PostgresSearch.Remake(FormerSearchIndexes.CasesOfFirstVersion))
                migrationBuilder.Sql(statement);

            migrationBuilder.DropIndex(
                name: "IX_Case_WithoutBands",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "SubjectBands",
                table: "Case");
        }
    }
}
