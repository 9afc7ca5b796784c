using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128132636_RecordChanges")]
    public partial class RecordChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange");

            migrationBuilder.AddColumn<long>(
                name: "RecordId",
                table: "CaseChange",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Type",
                table: "CaseChange",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "EntityFieldChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChangeId = table.Column<long>(type: "bigint", nullable: false),
                    Field = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    BeforeText = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    AfterText = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EntityFieldChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EntityFieldChange_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" },
                filter: "\"Type\" = 0")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_Id_Type",
                table: "CaseChange",
                columns: new[] { "Id", "Type" },
                filter: "\"RecordId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_Type_RecordId_Id",
                table: "CaseChange",
                columns: new[] { "Type", "RecordId", "Id" },
                filter: "\"RecordId\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL AND \"Type\" = 0")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_EntityFieldChange_ChangeId",
                table: "EntityFieldChange",
                column: "ChangeId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EntityFieldChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_Id_Type",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_Type_RecordId_Id",
                table: "CaseChange");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "RecordId",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "Type",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_WithoutFacets",
                table: "CaseChange",
                column: "CaseNumber",
                filter: "\"FacetsBefore\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });
        }
    }
}
