using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261130122510_LogByActorAndTime")]
    public partial class LogByActorAndTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ActorKey",
                table: "CaseChange",
                type: "bigint",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE "CaseChange" SET "ActorKey" = (
                    SELECT COALESCE(s."ActorUserId", -s."ActorContactId") FROM "ChangeSet" AS s
                    WHERE s."Id" = "CaseChange"."ChangeSetId")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_ActorKey_Id_Type",
                table: "CaseChange",
                columns: new[] { "ActorKey", "Id", "Type" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateTable(
                name: "LogOrder",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    UpTo = table.Column<long>(type: "bigint", nullable: false),
                    Latest = table.Column<long>(type: "bigint", nullable: false),
                    Disorder = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogOrder", x => x.Id);
                });

            // From its beginning: the next start looks at all of the log.
            migrationBuilder.InsertData(
                table: "LogOrder",
                columns: new[] { "Id", "UpTo", "Latest", "Disorder" },
                columnTypes: new[] { "integer", "bigint", "bigint", "bigint" },
                values: new object[] { 1, 0L, 0L, 0L });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LogOrder");

            migrationBuilder.DropIndex(
                name: "IX_CaseChange_ActorKey_Id_Type",
                table: "CaseChange");

            migrationBuilder.DropColumn(
                name: "ActorKey",
                table: "CaseChange");
        }
    }
}
