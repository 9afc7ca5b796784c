using CasesGraph.Data.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CasesGraph.Data.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresDb))]
    [Migration("20261124131717_Initial")]
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IdempotentAnswer",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    RootField = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    BodyHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Answer = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotentAnswer", x => new { x.Caller, x.Key, x.RootField });
                });

            migrationBuilder.CreateTable(
                name: "User",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserName = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    UserNameKey = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    FullName = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Email = table.Column<string>(type: "text", maxLength: 255, nullable: true, collation: "C"),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_User", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Account",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    Industry = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Website = table.Column<string>(type: "text", maxLength: 255, nullable: true, collation: "C"),
                    Phone = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "text", maxLength: 255, nullable: true, collation: "C"),
                    ParentId = table.Column<long>(type: "bigint", nullable: true),
                    AssignedToId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Account", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Account_Account_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Account_User_AssignedToId",
                        column: x => x.AssignedToId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Bug",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Subject = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: true),
                    Resolution = table.Column<int>(type: "integer", nullable: true),
                    FoundIn = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    FixedIn = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    AssignedToId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bug", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Bug_User_AssignedToId",
                        column: x => x.AssignedToId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Contact",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FirstName = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    LastName = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    FullName = table.Column<string>(type: "text", maxLength: 201, nullable: false, computedColumnSql: "CASE WHEN \"FirstName\" IS NULL THEN \"LastName\" ELSE \"FirstName\" || ' ' || \"LastName\" END", stored: true, collation: "C"),
                    Email = table.Column<string>(type: "text", maxLength: 255, nullable: true, collation: "C"),
                    Phone = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    Title = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C"),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contact", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Contact_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Case",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Subject = table.Column<string>(type: "text", maxLength: 255, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    State = table.Column<int>(type: "integer", nullable: false, computedColumnSql: "CASE WHEN \"Status\" >= 3 THEN 1 ELSE 0 END", stored: true),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Priority = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: true),
                    Resolution = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    WorkLog = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    ExternalReference = table.Column<string>(type: "text", maxLength: 255, nullable: true, collation: "C"),
                    Source = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    AssignedToId = table.Column<long>(type: "bigint", nullable: true),
                    OpenedById = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedByUserId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedByContactId = table.Column<long>(type: "bigint", nullable: true),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedByUserId = table.Column<long>(type: "bigint", nullable: true),
                    UpdatedByContactId = table.Column<long>(type: "bigint", nullable: true),
                    FirstResponseAt = table.Column<long>(type: "bigint", nullable: true),
                    ClosedAt = table.Column<long>(type: "bigint", nullable: true),
                    DeletedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Case", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Case_Account_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Account",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_Contact_CreatedByContactId",
                        column: x => x.CreatedByContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_Contact_OpenedById",
                        column: x => x.OpenedById,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_Contact_UpdatedByContactId",
                        column: x => x.UpdatedByContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_User_AssignedToId",
                        column: x => x.AssignedToId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_User_CreatedByUserId",
                        column: x => x.CreatedByUserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Case_User_UpdatedByUserId",
                        column: x => x.UpdatedByUserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeSet",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Action = table.Column<int>(type: "integer", nullable: false),
                    ActorUserId = table.Column<long>(type: "bigint", nullable: true),
                    ActorContactId = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "text", maxLength: 1000, nullable: true, collation: "C"),
                    OccurredAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeSet", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChangeSet_Contact_ActorContactId",
                        column: x => x.ActorContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeSet_User_ActorUserId",
                        column: x => x.ActorUserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseBug",
                columns: table => new
                {
                    CaseNumber = table.Column<long>(type: "bigint", nullable: false),
                    BugNumber = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseBug", x => new { x.CaseNumber, x.BugNumber });
                    table.ForeignKey(
                        name: "FK_CaseBug_Bug_BugNumber",
                        column: x => x.BugNumber,
                        principalTable: "Bug",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseBug_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseContact",
                columns: table => new
                {
                    CaseNumber = table.Column<long>(type: "bigint", nullable: false),
                    ContactId = table.Column<long>(type: "bigint", nullable: false),
                    Role = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseContact", x => new { x.CaseNumber, x.ContactId });
                    table.ForeignKey(
                        name: "FK_CaseContact_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseContact_Contact_ContactId",
                        column: x => x.ContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CaseNumber = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangeSetId = table.Column<long>(type: "bigint", nullable: false),
                    OccurredAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseChange_ChangeSet_ChangeSetId",
                        column: x => x.ChangeSetId,
                        principalTable: "ChangeSet",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CaseUpdate",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CaseNumber = table.Column<long>(type: "bigint", nullable: false),
                    Text = table.Column<string>(type: "text", maxLength: 100000, nullable: false, collation: "C"),
                    Internal = table.Column<bool>(type: "boolean", nullable: false, computedColumnSql: "(\"Direction\" = 2)", stored: true),
                    Direction = table.Column<int>(type: "integer", nullable: false),
                    AuthorUserId = table.Column<long>(type: "bigint", nullable: true),
                    AuthorContactId = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangeId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseUpdate", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CaseUpdate_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseUpdate_Case_CaseNumber",
                        column: x => x.CaseNumber,
                        principalTable: "Case",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseUpdate_Contact_AuthorContactId",
                        column: x => x.AuthorContactId,
                        principalTable: "Contact",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CaseUpdate_User_AuthorUserId",
                        column: x => x.AuthorUserId,
                        principalTable: "User",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FieldChange",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChangeId = table.Column<long>(type: "bigint", nullable: false),
                    Field = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    BeforeRole = table.Column<int>(type: "integer", nullable: true),
                    AfterRole = table.Column<int>(type: "integer", nullable: true),
                    BeforeText = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C"),
                    AfterText = table.Column<string>(type: "text", maxLength: 100000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldChange", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FieldChange_CaseChange_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "CaseChange",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Account_Name",
                table: "Account",
                column: "Name",
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Bug_UpdatedAt",
                table: "Bug",
                column: "UpdatedAt",
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Case_AccountId_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AccountId", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_State_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "State", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_AssignedToId_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "AssignedToId", "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_CreatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "CreatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_ExternalReference",
                table: "Case",
                column: "ExternalReference",
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Priority", "UpdatedAt", "Number", "DeletedAt" },
                descending: new[] { false, true, true, false },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                descending: new[] { false, false, true, true, false },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_State_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "State", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_Status_Priority_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Status", "Priority", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_Status_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Status", "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_Subject_Number_DeletedAt",
                table: "Case",
                columns: new[] { "Subject", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Case_UpdatedAt_Number_DeletedAt",
                table: "Case",
                columns: new[] { "UpdatedAt", "Number", "DeletedAt" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_CaseBug_BugNumber_CaseNumber",
                table: "CaseBug",
                columns: new[] { "BugNumber", "CaseNumber" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_CaseNumber_Id",
                table: "CaseChange",
                columns: new[] { "CaseNumber", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseChange_ChangeSetId_Id",
                table: "CaseChange",
                columns: new[] { "ChangeSetId", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseContact_ContactId_CaseNumber",
                table: "CaseContact",
                columns: new[] { "ContactId", "CaseNumber" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseContact_OnePrimary",
                table: "CaseContact",
                column: "CaseNumber",
                unique: true,
                filter: "\"Role\" = 0")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_CaseNumber_CreatedAt_Id",
                table: "CaseUpdate",
                columns: new[] { "CaseNumber", "CreatedAt", "Id" })
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.Unspecified, NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_CaseUpdate_ChangeId",
                table: "CaseUpdate",
                column: "ChangeId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_AccountId_LastName_FirstName",
                table: "Contact",
                columns: new[] { "AccountId", "LastName", "FirstName" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst, NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_Contact_LastName_FirstName",
                table: "Contact",
                columns: new[] { "LastName", "FirstName" },
                filter: "\"DeletedAt\" IS NULL")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified, NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "IX_FieldChange_ChangeId",
                table: "FieldChange",
                column: "ChangeId")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentAnswer_CreatedAt",
                table: "IdempotentAnswer",
                column: "CreatedAt")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_User_FullName",
                table: "User",
                column: "FullName")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            migrationBuilder.CreateIndex(
                name: "IX_User_UserNameKey",
                table: "User",
                column: "UserNameKey",
                unique: true)
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.Unspecified });

            foreach (var statement in PostgresSearch.CreateFunctions())
                migrationBuilder.Sql(statement);
            foreach (var index in FormerSearchIndexes.OfFirstVersion)
            {
                foreach (var statement in PostgresSearch.Create(index))
                    migrationBuilder.Sql(statement);
            }
            foreach (var statement in PostgresLog.Create())
                migrationBuilder.Sql(statement);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var statement in PostgresLog.Drop())
                migrationBuilder.Sql(statement);
            foreach (var index in FormerSearchIndexes.OfFirstVersion)
            {
                foreach (var statement in PostgresSearch.Drop(index))
                    migrationBuilder.Sql(statement);
            }
            foreach (var statement in PostgresSearch.DropFunctions())
                migrationBuilder.Sql(statement);

            migrationBuilder.DropTable(
                name: "CaseBug");

            migrationBuilder.DropTable(
                name: "CaseContact");

            migrationBuilder.DropTable(
                name: "CaseUpdate");

            migrationBuilder.DropTable(
                name: "FieldChange");

            migrationBuilder.DropTable(
                name: "IdempotentAnswer");

            migrationBuilder.DropTable(
                name: "Bug");

            migrationBuilder.DropTable(
                name: "CaseChange");

            migrationBuilder.DropTable(
                name: "Case");

            migrationBuilder.DropTable(
                name: "ChangeSet");

            migrationBuilder.DropTable(
                name: "Contact");

            migrationBuilder.DropTable(
                name: "Account");

            migrationBuilder.DropTable(
                name: "User");
        }
    }
}
