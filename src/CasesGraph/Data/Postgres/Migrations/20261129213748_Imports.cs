using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129213748_Imports")]
    public partial class Imports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ImportId",
                table: "Job",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Part",
                table: "Job",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Import",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FileName = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    StorageKey = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Format = table.Column<int>(type: "integer", nullable: false),
                    Records = table.Column<int>(type: "integer", nullable: false),
                    RowCount = table.Column<int>(type: "integer", nullable: true),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedByUserId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedByContactId = table.Column<long>(type: "bigint", nullable: true),
                    SentBefore = table.Column<bool>(type: "boolean", nullable: false),
                    AnalysisId = table.Column<long>(type: "bigint", nullable: true),
                    Part = table.Column<int>(type: "integer", nullable: false),
                    Chosen = table.Column<string>(type: "text", maxLength: 10000, nullable: true, collation: "C"),
                    Dialect = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sheets = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Columns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Proposal = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Missing = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Notes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Checkpoints = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Import", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Import_Contact_CreatedByContactId",
                        column: x => x.CreatedByContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Import_User_CreatedByUserId",
                        column: x => x.CreatedByUserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Job_ImportId_Id",
                table: "Job",
                columns: new[] { "ImportId", "Id" },
                filter: "\"ImportId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Import_CreatedByUserId_Id",
                table: "Import",
                columns: new[] { "CreatedByUserId", "Id" },
                filter: "\"CreatedByUserId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Import_ExpiresAt",
                table: "Import",
                column: "ExpiresAt")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Import_StorageKey",
                table: "Import",
                column: "StorageKey")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Import");

            migrationBuilder.DropIndex(
                name: "IX_Job_ImportId_Id",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "Job");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "Job");
        }
    }
}
