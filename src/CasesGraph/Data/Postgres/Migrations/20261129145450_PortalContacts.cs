using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129145450_PortalContacts")]
    public partial class PortalContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Identity_UserId",
                table: "Identity");

            migrationBuilder.AlterColumn<long>(
                name: "UserId",
                table: "Identity",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<long>(
                name: "ContactId",
                table: "Identity",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PortalAccess",
                table: "Contact",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ApiKeyId",
                table: "ChangeSet",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ViewAsContactId",
                table: "AuditEvent",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Identity_ContactId",
                table: "Identity",
                column: "ContactId",
                filter: "\"ContactId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Identity_UserId",
                table: "Identity",
                column: "UserId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

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

            migrationBuilder.DropIndex(
                name: "IX_Identity_UserId",
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Identity_UserId",
                table: "Identity",
                column: "UserId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
        }
    }
}
