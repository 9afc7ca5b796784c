using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261126073909_SearchPendingLists")]
    public partial class SearchPendingLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var index in FormerSearchIndexes.All)
                migrationBuilder.Sql(PostgresSearch.BoundPending(index));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var index in FormerSearchIndexes.All)
                migrationBuilder.Sql(PostgresSearch.UnboundPending(index));
        }
    }
}
