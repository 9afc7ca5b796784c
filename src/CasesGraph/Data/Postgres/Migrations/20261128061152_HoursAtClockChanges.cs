using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <summary>An hour in which the clock is changed by half an hour begins one anew.</summary>
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128061152_HoursAtClockChanges")]
    public partial class HoursAtClockChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql(PostgresCalendar.Create());

        /// <summary>The older service takes the newer function.</summary>
        protected override void Down(MigrationBuilder migrationBuilder) { }
    }
}
