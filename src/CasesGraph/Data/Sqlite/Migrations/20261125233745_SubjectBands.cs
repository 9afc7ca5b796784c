using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261125233745_SubjectBands")]
    public partial class SubjectBands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SubjectBands",
                table: "Case",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Case_WithoutBands",
                table: "Case",
                column: "Number",
                filter: "\"SubjectBands\" IS NULL");

            // By hand: the full-text index of cases has the bands too.
            foreach (var statement in SqliteSearch.Remake(FormerSearchIndexes.Cases))
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in SqliteSearch.Remake(FormerSearchIndexes.CasesOfFirstVersion))
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
