using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128025108_KeptTimes")]
    public partial class KeptTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "UndoesId",
                table: "ChangeSet",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClosedAt",
                table: "CaseMerge",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Settled",
                table: "CaseChange",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSet_UndoesId",
                table: "ChangeSet",
                column: "UndoesId",
                filter: "\"UndoesId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            // What the undoings of older versions undid.
            migrationBuilder.Sql(
                """UPDATE "ChangeSet" AS r SET "UndoesId" = s."Id" FROM "ChangeSet" AS s WHERE s."RevertedById" = r."Id" """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ChangeSet_UndoesId",
                table: "ChangeSet");

            migrationBuilder.DropColumn(
                name: "UndoesId",
                table: "ChangeSet");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "CaseMerge");

            migrationBuilder.DropColumn(
                name: "Settled",
                table: "CaseChange");
        }
    }
}
