using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130055627_ImportMappings")]
    public partial class ImportMappings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Mapped",
                table: "Import",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "ImportMapping",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Records = table.Column<int>(type: "integer", nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Headers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerId = table.Column<long>(type: "bigint", nullable: true),
                    Sharing = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportMapping", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportMapping_User_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ImportMappingTeam",
                columns: table => new
                {
                    MappingId = table.Column<long>(type: "bigint", nullable: false),
                    TeamId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportMappingTeam", x => new { x.MappingId, x.TeamId });
                    table.ForeignKey(
                        name: "FK_ImportMappingTeam_ImportMapping_MappingId",
                        column: x => x.MappingId,
                        principalTable: "ImportMapping",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ImportMappingTeam_Team_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Team",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ImportMapping_Name",
                table: "ImportMapping",
                column: "Name",
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportMappingTeam");

            migrationBuilder.DropTable(
                name: "ImportMapping");

            migrationBuilder.DropColumn(
                name: "Mapped",
                table: "Import");
        }
    }
}
