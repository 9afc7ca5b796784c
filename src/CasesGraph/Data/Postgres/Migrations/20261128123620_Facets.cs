using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128123620_Facets")]
    public partial class Facets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FacetsAfter",
                table: "CaseChange",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "FacetsBefore",
                table: "CaseChange",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "LinkFacets",
                table: "Case",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.Sql(
                "UPDATE \"Case\" SET \"LinkFacets\" = (SELECT STRING_AGG('g' || \"TagId\" || '|', '') FROM \"CaseTag\" WHERE \"CaseNumber\" = \"Number\") WHERE \"Number\" IN (SELECT \"CaseNumber\" FROM \"CaseTag\")"
            );

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });
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
