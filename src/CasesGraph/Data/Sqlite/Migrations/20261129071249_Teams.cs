using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261129071249_Teams")]
    public partial class Teams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Team",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ParentId = table.Column<long>(type: "INTEGER", nullable: true),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Team", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Team_Team_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Team",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TeamMember",
                columns: table => new
                {
                    TeamId = table.Column<long>(type: "INTEGER", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TeamMember", x => new { x.UserId, x.TeamId });
                    table.ForeignKey(
                        name: "FK_TeamMember_Team_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Team",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TeamMember_User_UserId",
                        column: x => x.UserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            FirstTeam.Fill(migrationBuilder, "CAST(strftime('%s', 'now') AS INTEGER) * 1000000");

            // By hand: adding constraints by themselves would copy the tables.
            migrationBuilder.Sql(SqliteColumns.AddReference("User", "DefaultTeamId", "Team", "Id"));
            foreach (var statement in SqliteColumns.AddNeededReference("Case", "TeamId", "Team", "Id", FirstTeam.Id))
                migrationBuilder.Sql(statement);

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedByUserId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedByUserId", "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedToId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "State", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "Status", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_WaitingSince_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "WaitingSince", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"WaitingSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Team_Id_DeletedAt",
                table: "Team",
                columns: new[] { "Id", "DeletedAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Team_NameKey",
                table: "Team",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Team_ParentId",
                table: "Team",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TeamMember_TeamId_UserId",
                table: "TeamMember",
                columns: new[] { "TeamId", "UserId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Case_Team_TeamId",
                table: "Case");

            migrationBuilder.DropForeignKey(
                name: "FK_User_Team_DefaultTeamId",
                table: "User");

            migrationBuilder.DropTable(
                name: "TeamMember");

            migrationBuilder.DropTable(
                name: "Team");

            migrationBuilder.DropIndex(
                name: "IX_Case_CreatedByUserId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_TeamId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_TeamId_UpdatedAt_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_TeamId_WaitingSince_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "DefaultTeamId",
                table: "User");

            migrationBuilder.DropColumn(
                name: "TeamId",
                table: "Case");
        }
    }
}
