using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129180759_ItemOrigins")]
    public partial class ItemOrigins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OriginNumber",
                table: "CaseUpdate",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OriginNumber",
                table: "Attachment",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Case_AccountId_MergedIntoNumber",
                table: "Case",
                columns: new[] { "AccountId", "MergedIntoNumber" },
                filter: "\"MergedIntoNumber\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_OpenedById_MergedIntoNumber",
                table: "Case",
                columns: new[] { "OpenedById", "MergedIntoNumber" },
                filter: "\"MergedIntoNumber\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.NullsFirst });

            ItemOriginsFill.Run(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_AccountId_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_OpenedById_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "OriginNumber",
                table: "CaseUpdate");

            migrationBuilder.DropColumn(
                name: "OriginNumber",
                table: "Attachment");
        }
    }
}
