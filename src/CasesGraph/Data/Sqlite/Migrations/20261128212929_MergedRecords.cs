using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128212929_MergedRecords")]
    public partial class MergedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: adding a constraint by itself would copy the table.
            migrationBuilder.Sql(SqliteColumns.AddReference("Contact", "MergedIntoId", "Contact", "Id"));

            migrationBuilder.Sql(SqliteColumns.AddReference("Account", "MergedIntoId", "Account", "Id"));

            migrationBuilder.CreateTable(
                name: "MovedAuthor",
                columns: table => new
                {
                    ChangeSetId = table.Column<long>(type: "INTEGER", nullable: false),
                    CaseUpdateId = table.Column<long>(type: "INTEGER", nullable: false),
                    BeforeId = table.Column<long>(type: "INTEGER", nullable: false),
                    AfterId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MovedAuthor", x => new { x.ChangeSetId, x.CaseUpdateId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_Id_DeletedAt",
                table: "Contact",
                columns: new[] { "Id", "DeletedAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contact_MergedIntoId",
                table: "Contact",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_Id_DeletedAt",
                table: "Account",
                columns: new[] { "Id", "DeletedAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Account_MergedIntoId",
                table: "Account",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_ParentId",
                table: "Account",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MovedAuthor_BeforeId",
                table: "MovedAuthor",
                column: "BeforeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Account_Account_MergedIntoId",
                table: "Account");

            migrationBuilder.DropForeignKey(
                name: "FK_Contact_Contact_MergedIntoId",
                table: "Contact");

            migrationBuilder.DropTable(
                name: "MovedAuthor");

            migrationBuilder.DropIndex(
                name: "IX_Contact_Id_DeletedAt",
                table: "Contact");

            migrationBuilder.DropIndex(
                name: "IX_Contact_MergedIntoId",
                table: "Contact");

            migrationBuilder.DropIndex(
                name: "IX_Account_Id_DeletedAt",
                table: "Account");

            migrationBuilder.DropIndex(
                name: "IX_Account_MergedIntoId",
                table: "Account");

            migrationBuilder.DropIndex(
                name: "IX_Account_ParentId",
                table: "Account");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Contact");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Account");
        }
    }
}
