using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128204459_TracesOfContacts")]
    public partial class TracesOfContacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_LinkedBefore",
                table: "FieldChange",
                column: "Before",
                filter: "\"BeforeRole\" IS NOT NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_OpenedByBefore",
                table: "FieldChange",
                column: "Before",
                filter: "\"Before\" IS NOT NULL AND \"Field\" = 'OPENED_BY'")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSet_Copies",
                table: "ChangeSet",
                column: "Id",
                filter: "\"Action\" = 2")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FieldChange_LinkedBefore",
                table: "FieldChange");

            migrationBuilder.DropIndex(
                name: "IX_FieldChange_OpenedByBefore",
                table: "FieldChange");

            migrationBuilder.DropIndex(
                name: "IX_ChangeSet_Copies",
                table: "ChangeSet");
        }
    }
}
