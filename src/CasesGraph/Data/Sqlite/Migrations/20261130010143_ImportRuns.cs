using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261130010143_ImportRuns")]
    public partial class ImportRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "JobRow",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Line",
                table: "JobRow",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Created",
                table: "Job",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "DryRun",
                table: "Job",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Duplicates",
                table: "Job",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ImportPlace",
                table: "Job",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RowGroups",
                table: "Job",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "Skipped",
                table: "Job",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "Worked",
                table: "Job",
                type: "INTEGER",
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
