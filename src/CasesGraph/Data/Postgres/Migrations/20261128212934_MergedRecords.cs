using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128212934_MergedRecords")]
    public partial class MergedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "MergedIntoId",
                table: "Contact",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MergedIntoId",
                table: "Account",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MovedAuthor",
                columns: table => new
                {
                    ChangeSetId = table.Column<long>(type: "bigint", nullable: false),
                    CaseUpdateId = table.Column<long>(type: "bigint", nullable: false),
                    BeforeId = table.Column<long>(type: "bigint", nullable: false),
                    AfterId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MovedAuthor", x => new { x.ChangeSetId, x.CaseUpdateId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_Id_DeletedAt",
                table: "Contact",
                columns: new[] { "Id", "DeletedAt" },
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_MergedIntoId",
                table: "Contact",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Account_Id_DeletedAt",
                table: "Account",
                columns: new[] { "Id", "DeletedAt" },
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Account_MergedIntoId",
                table: "Account",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Account_ParentId",
                table: "Account",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_MovedAuthor_BeforeId",
                table: "MovedAuthor",
                column: "BeforeId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.AddForeignKey(
                name: "FK_Account_Account_MergedIntoId",
                table: "Account",
                column: "MergedIntoId",
                principalTable: "Account",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Contact_Contact_MergedIntoId",
                table: "Contact",
                column: "MergedIntoId",
                principalTable: "Contact",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
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
