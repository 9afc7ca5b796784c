using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261125213631_Merges")]
    public partial class Merges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: adding a constraint by itself would copy the table.
            migrationBuilder.Sql(SqliteColumns.AddReference("ChangeSet", "RevertedById", "ChangeSet", "Id"));

            migrationBuilder.Sql(SqliteColumns.AddReference("Case", "MergedIntoNumber", "Case", "Number"));

            migrationBuilder.CreateTable(
                name: "CaseMerge",
                columns: table => new
                {
                    CaseNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    SurvivorNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangeId = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    ExternalReference = table.Column<string>(type: "TEXT", nullable: true),
                    Taken = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseMerge", x => x.CaseNumber);
                    table.ForeignKey(
                        name: "FK_CaseMerge_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseMerge_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseMerge_Case_SurvivorNumber",
                        column: x => x.SurvivorNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Case_MergedIntoNumber",
                table: "Case",
                column: "MergedIntoNumber",
                filter: "\"MergedIntoNumber\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Case_Case_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropForeignKey(
                name: "FK_ChangeSet_ChangeSet_RevertedById",
                table: "ChangeSet");

            migrationBuilder.DropTable(
                name: "CaseMerge");

            migrationBuilder.DropIndex(
                name: "IX_Case_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "RevertedById",
                table: "ChangeSet");

            migrationBuilder.DropColumn(
                name: "MergedIntoNumber",
                table: "Case");
        }
    }
}
