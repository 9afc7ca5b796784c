using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130010148_ImportRuns")]
    public partial class ImportRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "JobRow",
                type: "text",
                maxLength: 255,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Line",
                table: "JobRow",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Created",
                table: "Job",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "DryRun",
                table: "Job",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Duplicates",
                table: "Job",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ImportPlace",
                table: "Job",
                type: "text",
                maxLength: 1000,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "RowGroups",
                table: "Job",
                type: "text",
                nullable: false,
                defaultValue: "[]",
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Skipped",
                table: "Job",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "Worked",
                table: "Job",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Key",
                table: "JobRow");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "JobRow");

            migrationBuilder.DropColumn(
                name: "Created",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "DryRun",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "Duplicates",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "ImportPlace",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "RowGroups",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "Skipped",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "Worked",
                table: "Job");
        }
    }
}
