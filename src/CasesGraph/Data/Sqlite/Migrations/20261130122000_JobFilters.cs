using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261130122000_JobFilters")]
    public partial class JobFilters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SavedFilterId",
                table: "Job",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Job_SavedFilterId_Id",
                table: "Job",
                columns: new[] { "SavedFilterId", "Id" },
                filter: "\"SavedFilterId\" IS NOT NULL");
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
