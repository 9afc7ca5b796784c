using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129011832_DeletedRows")]
    public partial class DeletedRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Contact_AccountId_Deleted",
                table: "Contact",
                column: "AccountId",
                filter: "\"DeletedAt\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_AccountId_Deleted",
                table: "Case",
                column: "AccountId",
                filter: "\"DeletedAt\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_OpenedById_Deleted",
                table: "Case",
                column: "OpenedById",
                filter: "\"DeletedAt\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Contact_AccountId_Deleted",
                table: "Contact");

            migrationBuilder.DropIndex(
                name: "IX_Case_AccountId_Deleted",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_OpenedById_Deleted",
                table: "Case");
        }
    }
}
