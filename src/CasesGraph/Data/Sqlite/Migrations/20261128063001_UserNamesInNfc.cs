using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteDb))]
[Migration("20261128063001_UserNamesInNfc")]
public partial class UserNamesInNfc : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        UserNameKeys.Renew(migrationBuilder, column => $"{CaseFolding.KeyFunction}({column})");
}
