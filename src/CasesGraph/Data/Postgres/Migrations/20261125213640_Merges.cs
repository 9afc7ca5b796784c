using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261125213640_Merges")]
    public partial class Merges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RevertedById",
                table: "ChangeSet",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MergedIntoNumber",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CaseMerge",
                columns: table => new
                {
                    CaseNumber = table.Column<long>(type: "bigint", nullable: false),
                    SurvivorNumber = table.Column<long>(type: "bigint", nullable: false),
                    ChangeId = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ExternalReference = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Taken = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseMerge", x => x.CaseNumber);
                    table.ForeignKey(
                        name: "FK_CaseMerge_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseMerge_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseMerge_Case_SurvivorNumber",
                        column: x => x.SurvivorNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Case_MergedIntoNumber",
                table: "Case",
                column: "MergedIntoNumber",
                filter: "\"MergedIntoNumber\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.AddForeignKey(
                name: "FK_Case_Case_MergedIntoNumber",
                table: "Case",
                column: "MergedIntoNumber",
                principalTable: "Case",
                principalColumn: "Number",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ChangeSet_ChangeSet_RevertedById",
                table: "ChangeSet",
                column: "RevertedById",
                principalTable: "ChangeSet",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Case_Case_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropForeignKey(
                name: "FK_ChangeSet_ChangeSet_RevertedById",
                table: "ChangeSet");

            migrationBuilder.DropTable(
                name: "CaseMerge");

            migrationBuilder.DropIndex(
                name: "IX_Case_MergedIntoNumber",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "RevertedById",
                table: "ChangeSet");

            migrationBuilder.DropColumn(
                name: "MergedIntoNumber",
                table: "Case");
        }
    }
}
