using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128164814_SentAt")]
    public partial class SentAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseUpdate_CaseNumber_CreatedAt_Id",
                table: "CaseUpdate");

            migrationBuilder.AddColumn<long>(
                name: "SentAt",
                table: "CaseUpdate",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""UPDATE "CaseUpdate" SET "SentAt" = "CreatedAt" """);

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_CaseNumber_SentAt_Id",
                table: "CaseUpdate",
                columns: new[] { "CaseNumber", "SentAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseUpdate_CaseNumber_SentAt_Id",
                table: "CaseUpdate");

            migrationBuilder.DropColumn(
                name: "SentAt",
                table: "CaseUpdate");

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_CaseNumber_CreatedAt_Id",
                table: "CaseUpdate",
                columns: new[] { "CaseNumber", "CreatedAt", "Id" });
        }
    }
}
