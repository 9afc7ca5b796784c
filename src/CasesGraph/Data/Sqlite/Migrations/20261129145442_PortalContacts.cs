using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261129145442_PortalContacts")]
    public partial class PortalContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<long>(
                name: "UserId",
                table: "Identity",
                type: "INTEGER",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "INTEGER");

            migrationBuilder.AddColumn<long>(
                name: "ContactId",
                table: "Identity",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PortalAccess",
                table: "Contact",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ApiKeyId",
                table: "ChangeSet",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ViewAsContactId",
                table: "AuditEvent",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Identity_ContactId",
                table: "Identity",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL");

            migrationBuilder.AddForeignKey(
                name: "FK_AuditEvent_Contact_ViewAsContactId",
                table: "AuditEvent",
                column: "ViewAsContactId",
                principalTable: "Contact",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ChangeSet_ApiKey_ApiKeyId",
                table: "ChangeSet",
                column: "ApiKeyId",
                principalTable: "ApiKey",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Identity_Contact_ContactId",
                table: "Identity",
                column: "ContactId",
                principalTable: "Contact",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_AuditEvent_Contact_ViewAsContactId",
                table: "AuditEvent");

            migrationBuilder.DropForeignKey(
                name: "FK_ChangeSet_ApiKey_ApiKeyId",
                table: "ChangeSet");

            migrationBuilder.DropForeignKey(
                name: "FK_Identity_Contact_ContactId",
                table: "Identity");

            migrationBuilder.DropIndex(
                name: "IX_Identity_ContactId",
                table: "Identity");

            migrationBuilder.DropColumn(
                name: "ContactId",
                table: "Identity");

            migrationBuilder.DropColumn(
                name: "PortalAccess",
                table: "Contact");

            migrationBuilder.DropColumn(
                name: "ApiKeyId",
                table: "ChangeSet");

            migrationBuilder.DropColumn(
                name: "ViewAsContactId",
                table: "AuditEvent");

            migrationBuilder.AlterColumn<long>(
                name: "UserId",
                table: "Identity",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "INTEGER",
                oldNullable: true);
        }
    }
}
