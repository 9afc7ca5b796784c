using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130122004_JobFilters")]
    public partial class JobFilters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SavedFilterId",
                table: "Job",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Job_SavedFilterId_Id",
                table: "Job",
                columns: new[] { "SavedFilterId", "Id" },
                filter: "\"SavedFilterId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Job_SavedFilterId_Id",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "SavedFilterId",
                table: "Job");
        }
    }
}
