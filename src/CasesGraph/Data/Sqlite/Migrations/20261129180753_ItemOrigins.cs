using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261129180753_ItemOrigins")]
    public partial class ItemOrigins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OriginNumber",
                table: "CaseUpdate",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OriginNumber",
                table: "Attachment",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Case_AccountId_MergedIntoNumber",
                table: "Case",
                columns: new[] { "AccountId", "MergedIntoNumber" },
                filter: "\"MergedIntoNumber\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_OpenedById_MergedIntoNumber",
                table: "Case",
                columns: new[] { "OpenedById", "MergedIntoNumber" },
                filter: "\"MergedIntoNumber\" IS NOT NULL");

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
