using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130054353_SavedFilters")]
    public partial class SavedFilters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SavedFilter",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Where = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Order = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Search = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    Columns = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OwnerId = table.Column<long>(type: "bigint", nullable: true),
                    Sharing = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedFilter", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedFilter_User_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SavedFilterTeam",
                columns: table => new
                {
                    FilterId = table.Column<long>(type: "bigint", nullable: false),
                    TeamId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedFilterTeam", x => new { x.FilterId, x.TeamId });
                    table.ForeignKey(
                        name: "FK_SavedFilterTeam_SavedFilter_FilterId",
                        column: x => x.FilterId,
                        principalTable: "SavedFilter",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SavedFilterTeam_Team_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Team",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SavedFilter_Name",
                table: "SavedFilter",
                column: "Name",
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SavedFilterTeam");

            migrationBuilder.DropTable(
                name: "SavedFilter");
        }
    }
}
