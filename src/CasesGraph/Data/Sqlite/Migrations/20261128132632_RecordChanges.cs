using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128132632_RecordChanges")]
    public partial class RecordChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange");

            migrationBuilder.AddColumn<long>(
                name: "RecordId",
                table: "CaseChange",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Type",
                table: "CaseChange",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "EntityFieldChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChangeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    After = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    BeforeText = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true),
                    AfterText = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EntityFieldChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EntityFieldChange_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" },
                filter: "\"Type\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_Id_Type",
                table: "CaseChange",
                columns: new[] { "Id", "Type" },
                filter: "\"RecordId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_Type_RecordId_Id",
                table: "CaseChange",
                columns: new[] { "Type", "RecordId", "Id" },
                filter: "\"RecordId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL AND \"Type\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_EntityFieldChange_ChangeId",
                table: "EntityFieldChange",
                column: "ChangeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EntityFieldChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_Id_Type",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_Type_RecordId_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "RecordId",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL");
        }
    }
}
