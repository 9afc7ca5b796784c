using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128205627_FoldedKeys")]
    public partial class FoldedKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EmailKey",
                table: "User",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EmailKey",
                table: "Contact",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Account",
                type: "TEXT",
                maxLength: 255,
                nullable: false,
                defaultValue: "");

            Data.Migrations.FoldedKeys.Fill(migrationBuilder, column => $"{CaseFolding.KeyFunction}({column})");

            migrationBuilder.CreateIndex(
                name: "IX_User_EmailKey",
                table: "User",
                column: "EmailKey",
                filter: "\"EmailKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Contact_EmailKey_DeletedAt",
                table: "Contact",
                columns: new[] { "EmailKey", "DeletedAt" },
                filter: "\"EmailKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_NameKey_DeletedAt",
                table: "Account",
                columns: new[] { "NameKey", "DeletedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_User_EmailKey",
                table: "User");

            migrationBuilder.DropIndex(
                name: "IX_Contact_EmailKey_DeletedAt",
                table: "Contact");

            migrationBuilder.DropIndex(
                name: "IX_Account_NameKey_DeletedAt",
                table: "Account");

            migrationBuilder.DropColumn(
                name: "EmailKey",
                table: "User");

            migrationBuilder.DropColumn(
                name: "EmailKey",
                table: "Contact");

            migrationBuilder.DropColumn(
                name: "NameKey",
                table: "Account");
        }
    }
}
