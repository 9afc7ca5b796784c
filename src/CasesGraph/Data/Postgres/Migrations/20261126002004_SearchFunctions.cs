using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>The same functions in PL/pgSQL.</summary>
    [DbContext(typeof(PostgresDb))]
    [Migration("20261126002004_SearchFunctions")]
    public partial class SearchFunctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var function in PostgresSearch.CreateFunctions())
                migrationBuilder.Sql(function);
        }

        /// <summary>What they do has not changed.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
