using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128211916_MergedAccounts")]
    public partial class MergedAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: adding a constraint by itself would copy the table.
            migrationBuilder.Sql(SqliteColumns.AddReference("Account", "MergedIntoId", "Account", "Id"));

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Account_Account_MergedIntoId",
                table: "Account");

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
                table: "Account");
        }
    }
}
