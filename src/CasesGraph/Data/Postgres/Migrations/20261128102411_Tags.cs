using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128102411_Tags")]
    public partial class Tags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Tag",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Color = table.Column<string>(type: "text", maxLength: 7, nullable: true, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tag", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseTag",
                columns: table => new
                {
                    CaseNumber = table.Column<long>(type: "bigint", nullable: false),
                    TagId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseTag", x => new { x.CaseNumber, x.TagId });
                    table.ForeignKey(
                        name: "FK_CaseTag_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseTag_Tag_TagId",
                        column: x => x.TagId,
                        principalTable: "Tag",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseTag_TagId_CaseNumber",
                table: "CaseTag",
                columns: new[] { "TagId", "CaseNumber" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Tag_Name",
                table: "Tag",
                column: "Name",
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Tag_NameKey",
                table: "Tag",
                column: "NameKey",
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            foreach (var statement in PostgresSearch.Create(FormerSearchIndexes.Tags))
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in PostgresSearch.Drop(FormerSearchIndexes.Tags))
                migrationBuilder.Sql(statement);
            migrationBuilder.DropTable(
                name: "CaseTag");

            migrationBuilder.DropTable(
                name: "Tag");
        }
    }
}
