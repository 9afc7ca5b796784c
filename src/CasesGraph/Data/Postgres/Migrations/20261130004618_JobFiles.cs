using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130004618_JobFiles")]
    public partial class JobFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DownloadId",
                table: "Job",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FilesUntil",
                table: "Job",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "JobFile",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    JobId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    StorageKey = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
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
                filter: "\"FilesUntil\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_JobFile_JobId",
                table: "JobFile",
                column: "JobId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_JobFile_StorageKey",
                table: "JobFile",
                column: "StorageKey")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
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
