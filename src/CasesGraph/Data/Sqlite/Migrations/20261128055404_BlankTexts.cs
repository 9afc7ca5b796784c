using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteDb))]
[Migration("20261128055404_BlankTexts")]
public partial class BlankTexts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => EmptyTexts.ToNull(migrationBuilder);
}
