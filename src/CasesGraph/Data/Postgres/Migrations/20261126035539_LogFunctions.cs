using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>The same functions in PL/pgSQL.</summary>
    [DbContext(typeof(PostgresDb))]
    [Migration("20261126035539_LogFunctions")]
    public partial class LogFunctions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var function in PostgresLog.CreateFunctions())
                migrationBuilder.Sql(function);
        }

        /// <summary>What they do has not changed.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
