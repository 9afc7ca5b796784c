using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128174827_LookUp")]
    public partial class LookUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The start makes the search indexes anew that use it.
            migrationBuilder.Sql(PostgresSearch.CreatePhone);

            migrationBuilder.CreateIndex(
                name: "IX_Case_OpenedById_Number_DeletedAt",
                table: "Case",
                columns: new[] { "OpenedById", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_OpenedById_Number_DeletedAt",
                table: "Case");
        }
    }
}
