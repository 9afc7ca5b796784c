using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128171353_CountedChanges")]
    public partial class CountedChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id_Type",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id", "Type" },
                filter: "\"Type\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id_Type",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" },
                filter: "\"Type\" = 0");
        }
    }
}
