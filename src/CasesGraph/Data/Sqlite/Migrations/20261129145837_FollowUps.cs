using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261129145837_FollowUps")]
    public partial class FollowUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FollowUpOfNumber",
                table: "Case",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Case_FollowUpOfNumber",
                table: "Case",
                column: "FollowUpOfNumber",
                filter: "\"FollowUpOfNumber\" IS NOT NULL");

            // No constraint: it outlives a purge of the case that it refers to.
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_FollowUpOfNumber",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "FollowUpOfNumber",
                table: "Case");
        }
    }
}
