using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261128200000_WorkTimes")]
    public partial class WorkTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AssignedAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastClosedAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastIncomingAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastMessageAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LastMessageDirection",
                table: "Case",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastOutgoingAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MessageCount",
                table: "Case",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReopenedCount",
                table: "Case",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StatusChangedAt",
                table: "Case",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitingSince",
                table: "Case",
                type: "bigint",
                nullable: true);

            WorkTimesFill.Run(migrationBuilder);

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_State_WaitingSince_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "State", "WaitingSince", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_WaitingSince_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "WaitingSince", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Case_AssignedToId_State_WaitingSince_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropIndex(
                name: "IX_Case_State_WaitingSince_Number_DeletedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "AssignedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "LastClosedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "LastIncomingAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "LastMessageAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "LastMessageDirection",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "LastOutgoingAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "MessageCount",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "ReopenedCount",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "StatusChangedAt",
                table: "Case");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "Case");
        }
    }
}
