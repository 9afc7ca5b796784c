using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128205632_FoldedKeys")]
    public partial class FoldedKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EmailKey",
                table: "User",
                type: "text",
                maxLength: 255,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "EmailKey",
                table: "Contact",
                type: "text",
                maxLength: 255,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "NameKey",
                table: "Account",
                type: "text",
                maxLength: 255,
                nullable: false,
                defaultValue: "",
                collation: "C");

            Data.Migrations.FoldedKeys.Fill(migrationBuilder, column => $"normalize(fold(normalize({column}, NFD)), NFC)");

            migrationBuilder.CreateIndex(
                name: "IX_User_EmailKey",
                table: "User",
                column: "EmailKey",
                filter: "\"EmailKey\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_EmailKey_DeletedAt",
                table: "Contact",
                columns: new[] { "EmailKey", "DeletedAt" },
                filter: "\"EmailKey\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Account_NameKey_DeletedAt",
                table: "Account",
                columns: new[] { "NameKey", "DeletedAt" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst });
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
