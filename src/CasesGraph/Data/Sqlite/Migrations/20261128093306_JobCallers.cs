using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261128093306_JobCallers")]
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
                type: "TEXT",
                maxLength: 1000,
                nullable: true);
        }
    }
}
