using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128191445_JobRecords")]
    public partial class JobRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecordId",
                table: "JobRow",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Type",
                table: "JobRow",
                type: "integer",
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
