using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128204452_TracesOfContacts")]
    public partial class TracesOfContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_LinkedBefore",
                table: "FieldChange",
                column: "Before",
                filter: "\"BeforeRole\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_OpenedByBefore",
                table: "FieldChange",
                column: "Before",
                filter: "\"Before\" IS NOT NULL AND \"Field\" = 'OPENED_BY'");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSet_Copies",
                table: "ChangeSet",
                column: "Id",
                filter: "\"Action\" = 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FieldChange_LinkedBefore",
                table: "FieldChange");

            migrationBuilder.DropIndex(
                name: "IX_FieldChange_OpenedByBefore",
                table: "FieldChange");

            migrationBuilder.DropIndex(
                name: "IX_ChangeSet_Copies",
                table: "ChangeSet");
        }
    }
}
