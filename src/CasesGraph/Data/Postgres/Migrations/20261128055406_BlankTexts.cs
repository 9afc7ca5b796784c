using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations;

[DbContext(typeof(PostgresDb))]
[Migration("20261128055406_BlankTexts")]
public partial class BlankTexts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => EmptyTexts.ToNull(migrationBuilder);
}
