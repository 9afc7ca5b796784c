using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128171355_CountedChanges")]
    public partial class CountedChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id_Type",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id", "Type" },
                filter: "\"Type\" = 0")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CaseChange_CaseNumber_Id_Type",
                table: "CaseChange");

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" },
                filter: "\"Type\" = 0")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });
        }
    }
}
