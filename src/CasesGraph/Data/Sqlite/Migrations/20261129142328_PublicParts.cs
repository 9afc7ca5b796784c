using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CasesGraph.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteDb))]
    [Migration("20261129142328_PublicParts")]
    public partial class PublicParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PublicUpdatedAt",
                table: "Case",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Internal",
                table: "Attachment",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            PublicTimesFill.Run(migrationBuilder, "MAX");
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
