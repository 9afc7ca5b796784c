using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129145844_FollowUps")]
    public partial class FollowUps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FollowUpOfNumber",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Case_FollowUpOfNumber",
                table: "Case",
                column: "FollowUpOfNumber",
                filter: "\"FollowUpOfNumber\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

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
