using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128175246_StatusDetails")]
    public partial class StatusDetails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "StatusDetailId",
                table: "CaseMerge",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StatusDetailId",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "StatusDetail",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Label = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    IsDefault = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusDetail", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "StatusDetailId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_StatusDetail_Key",
                table: "StatusDetail",
                column: "Key",
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_StatusDetail_Status",
                table: "StatusDetail",
                column: "Status",
                unique: true,
                filter: "\"IsDefault\"")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.AddForeignKey(
                name: "FK_Case_StatusDetail_StatusDetailId",
                table: "Case",
                column: "StatusDetailId",
                principalTable: "StatusDetail",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Case_StatusDetail_StatusDetailId",
                table: "Case");

            migrationBuilder.DropTable(
                name: "StatusDetail");

            migrationBuilder.DropIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "StatusDetailId",
                table: "CaseMerge");

            migrationBuilder.DropColumn(
                name: "StatusDetailId",
                table: "Case");
        }
    }
}
