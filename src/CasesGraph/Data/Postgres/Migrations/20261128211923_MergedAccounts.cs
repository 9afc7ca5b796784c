using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128211923_MergedAccounts")]
    public partial class MergedAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "MergedIntoId",
                table: "Account",
                type: "bigint",
                nullable: true);

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

            migrationBuilder.AddForeignKey(
                name: "FK_Account_Account_MergedIntoId",
                table: "Account",
                column: "MergedIntoId",
                principalTable: "Account",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
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
