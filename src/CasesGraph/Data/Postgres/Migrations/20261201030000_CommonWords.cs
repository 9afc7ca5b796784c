using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>Which words are common is known without counting their hits.</summary>
    [DbContext(typeof(PostgresDb))]
    [Migration("20261201030000_CommonWords")]
    public partial class CommonWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(PostgresSearch.CreateIsCommon);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP FUNCTION search_is_common(text, text, text, integer)");
    }
}
