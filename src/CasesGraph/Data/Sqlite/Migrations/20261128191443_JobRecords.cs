using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128191443_JobRecords")]
    public partial class JobRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecordId",
                table: "JobRow",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Type",
                table: "JobRow",
                type: "INTEGER",
                nullable: true);

            // Rows were of cases only; 0 is what the log calls one.
            migrationBuilder.Sql(
                """UPDATE "JobRow" SET "Type" = 0, "RecordId" = "CaseNumber" WHERE "CaseNumber" IS NOT NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RecordId",
                table: "JobRow");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "JobRow");
        }
    }
}
