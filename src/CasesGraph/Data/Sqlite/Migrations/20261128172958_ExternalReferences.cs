using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128172958_ExternalReferences")]
    public partial class ExternalReferences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "User",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "Contact",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "CaseUpdate",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "Bug",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "Attachment",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "Account",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_User_ExternalReference",
                table: "User",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Contact_ExternalReference",
                table: "Contact",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_ExternalReference",
                table: "CaseUpdate",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Bug_ExternalReference",
                table: "Bug",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Attachment_ExternalReference",
                table: "Attachment",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_ExternalReference",
                table: "Account",
                column: "ExternalReference",
                unique: true,
                filter: "\"ExternalReference\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_User_ExternalReference",
                table: "User");

            migrationBuilder.DropIndex(
                name: "IX_Contact_ExternalReference",
                table: "Contact");

            migrationBuilder.DropIndex(
                name: "IX_CaseUpdate_ExternalReference",
                table: "CaseUpdate");

            migrationBuilder.DropIndex(
                name: "IX_Bug_ExternalReference",
                table: "Bug");

            migrationBuilder.DropIndex(
                name: "IX_Attachment_ExternalReference",
                table: "Attachment");

            migrationBuilder.DropIndex(
                name: "IX_Account_ExternalReference",
                table: "Account");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "User");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "Contact");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "CaseUpdate");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "Bug");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "Attachment");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "Account");
        }
    }
}
