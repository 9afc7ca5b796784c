using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128175239_StatusDetails")]
    public partial class StatusDetails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "StatusDetailId",
                table: "CaseMerge",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "StatusDetail",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsDefault = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatusDetail", x => x.Id);
                });

            // By hand: adding a constraint by itself would copy the table.
            migrationBuilder.Sql(SqliteColumns.AddReference("Case", "StatusDetailId", "StatusDetail", "Id"));

            migrationBuilder.CreateIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "StatusDetailId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_StatusDetail_Key",
                table: "StatusDetail",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StatusDetail_Status",
                table: "StatusDetail",
                column: "Status",
                unique: true,
                filter: "\"IsDefault\"");
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
