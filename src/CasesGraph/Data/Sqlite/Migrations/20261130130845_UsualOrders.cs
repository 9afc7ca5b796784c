using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261130130845_UsualOrders")]
    public partial class UsualOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_AssignedToId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_CreatedByUserId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_State_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Status_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_TeamId_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Account_Name",
                table: "Account");

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "Status", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_ClosedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "ClosedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedByUserId_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedByUserId", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedToId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedByUserId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedByUserId", "Status", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedToId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_DeletedAt_Number",
                table: "Case",
                columns: new[] { "DeletedAt", "Number" },
                filter: "\"DeletedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Priority_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Priority", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Status_CreatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Status", "CreatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Status_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Status", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "StatusDetailId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"StatusDetailId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Type_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Type", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_Name_Id_DeletedAt",
                table: "Account",
                columns: new[] { "Name", "Id", "DeletedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_AssignedToId_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_AssignedToId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_ClosedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_CreatedByUserId_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_CreatedByUserId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_DeletedAt_Number",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Priority_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Status_CreatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Status_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_Type_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Account_Name_Id_DeletedAt",
                table: "Account");

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedByUserId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedByUserId", "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedToId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Priority", "UpdatedAt", "Number", "DeletedAt" },
                descending: new[] { false, true, true, false },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                descending: new[] { false, false, true, true, false },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_StatusDetailId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "StatusDetailId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Account_Name",
                table: "Account",
                column: "Name",
                filter: "\"DeletedAt\" IS NULL");
        }
    }
}
