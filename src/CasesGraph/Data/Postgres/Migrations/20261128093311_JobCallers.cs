using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128093311_JobCallers")]
    public partial class JobCallers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Cases",
                table: "JobChunk",
                newName: "Keys");

            migrationBuilder.AddColumn<string>(
                name: "Caller",
                table: "Job",
                type: "text",
                maxLength: 1000,
                nullable: true,
                collation: "C");
        }
    }
}
