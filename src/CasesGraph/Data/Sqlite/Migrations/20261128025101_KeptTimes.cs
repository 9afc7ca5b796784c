using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128025101_KeptTimes")]
    public partial class KeptTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "UndoesId",
                table: "ChangeSet",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClosedAt",
                table: "CaseMerge",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Settled",
                table: "CaseChange",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSet_UndoesId",
                table: "ChangeSet",
                column: "UndoesId",
                filter: "\"UndoesId\" IS NOT NULL");

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
