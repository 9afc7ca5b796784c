using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129071257_Teams")]
    public partial class Teams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DefaultTeamId",
                table: "User",
                type: "bigint",
                nullable: true);

            // Rows are not touched: those of before have the value from the catalogue.
            migrationBuilder.Sql($"""ALTER TABLE "Case" ADD COLUMN "TeamId" bigint NOT NULL DEFAULT {FirstTeam.Id}""");
            migrationBuilder.Sql("""ALTER TABLE "Case" ALTER COLUMN "TeamId" DROP DEFAULT""");

            migrationBuilder.CreateTable(
                name: "Team",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
                    TeamId = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false)
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

            FirstTeam.Fill(migrationBuilder, "(extract(epoch FROM now()) * 1000000)::bigint");

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedByUserId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedByUserId", "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"AssignedToId\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_State_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "State", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "Status", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_TeamId_WaitingSince_Number_DeletedAt",
                table: "Case",
                columns: new[] { "TeamId", "WaitingSince", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL AND \"WaitingSince\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Team_Id_DeletedAt",
                table: "Team",
                columns: new[] { "Id", "DeletedAt" },
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Team_NameKey",
                table: "Team",
                column: "NameKey",
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Team_ParentId",
                table: "Team",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_TeamMember_TeamId_UserId",
                table: "TeamMember",
                columns: new[] { "TeamId", "UserId" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.AddForeignKey(
                name: "FK_Case_Team_TeamId",
                table: "Case",
                column: "TeamId",
                principalTable: "Team",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_User_Team_DefaultTeamId",
                table: "User",
                column: "DefaultTeamId",
                principalTable: "Team",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
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
