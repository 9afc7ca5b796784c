using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261129142335_PublicParts")]
    public partial class PublicParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PublicUpdatedAt",
                table: "Case",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Internal",
                table: "Attachment",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            PublicTimesFill.Run(migrationBuilder, "GREATEST");
            InternalFiles.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PublicUpdatedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "Internal",
                table: "Attachment");
        }
    }
}
