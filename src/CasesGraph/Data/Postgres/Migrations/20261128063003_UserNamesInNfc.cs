using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations;

[DbContext(typeof(PostgresDb))]
[Migration("20261128063003_UserNamesInNfc")]
public partial class UserNamesInNfc : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        UserNameKeys.Renew(migrationBuilder, column => $"normalize(fold(normalize({column}, NFD)), NFC)");
}
