using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128164817_SentAt")]
    public partial class SentAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseUpdate_CaseNumber_CreatedAt_Id",
                table: "CaseUpdate");

            migrationBuilder.AddColumn<long>(
                name: "SentAt",
                table: "CaseUpdate",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("""UPDATE "CaseUpdate" SET "SentAt" = "CreatedAt" """);

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_CaseNumber_SentAt_Id",
                table: "CaseUpdate",
                columns: new[] { "CaseNumber", "SentAt", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseUpdate_CaseNumber_SentAt_Id",
                table: "CaseUpdate");

            migrationBuilder.DropColumn(
                name: "SentAt",
                table: "CaseUpdate");

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_CaseNumber_CreatedAt_Id",
                table: "CaseUpdate",
                columns: new[] { "CaseNumber", "CreatedAt", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified });
        }
    }
}
