using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261130162743_QueuesInOrder")]
    public partial class QueuesInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Team_Name",
                table: "Team",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_CreatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "CreatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"FirstResponseAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_LastIncomingAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "LastIncomingAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_MessageCount_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "MessageCount", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Team_Name",
                table: "Team");

            migrationBuilder.DropIndex(
                name: "IX_Case_AssignedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_State_CreatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_State_LastIncomingAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_State_MessageCount_Number_DeletedAt",
                table: "Case");
        }
    }
}
