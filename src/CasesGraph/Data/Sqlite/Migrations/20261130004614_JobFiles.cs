using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261130004614_JobFiles")]
    public partial class JobFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DownloadId",
                table: "Job",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FilesUntil",
                table: "Job",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "JobFile",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    JobId = table.Column<long>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StorageKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobFile", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JobFile_Job_JobId",
                        column: x => x.JobId,
                        principalTable: "Job",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Job_FilesUntil",
                table: "Job",
                column: "FilesUntil",
                filter: "\"FilesUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JobFile_JobId",
                table: "JobFile",
                column: "JobId");

            migrationBuilder.CreateIndex(
                name: "IX_JobFile_StorageKey",
                table: "JobFile",
                column: "StorageKey");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JobFile");

            migrationBuilder.DropIndex(
                name: "IX_Job_FilesUntil",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "DownloadId",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "FilesUntil",
                table: "Job");
        }
    }
}
