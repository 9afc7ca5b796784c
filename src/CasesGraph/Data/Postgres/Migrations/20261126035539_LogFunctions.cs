using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>The same functions in PL/pgSQL.</summary>
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
