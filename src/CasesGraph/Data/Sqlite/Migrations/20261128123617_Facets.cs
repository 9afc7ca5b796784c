using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128123617_Facets")]
    public partial class Facets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FacetsAfter",
                table: "CaseChange",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FacetsBefore",
                table: "CaseChange",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LinkFacets",
                table: "Case",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(
                "UPDATE \"Case\" SET \"LinkFacets\" = (SELECT GROUP_CONCAT('g' || \"TagId\" || '|', '') FROM \"CaseTag\" WHERE \"CaseNumber\" = \"Number\") WHERE \"Number\" IN (SELECT \"CaseNumber\" FROM \"CaseTag\")"
            );

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "FacetsAfter",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "FacetsBefore",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "LinkFacets",
                table: "Case");
        }
    }
}
