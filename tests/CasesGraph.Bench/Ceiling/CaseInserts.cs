using System.Data.Common;
using System.Globalization;
using CasesGraph.Bench.Figures;
using CasesGraph.Cases;

namespace CasesGraph.Bench.Ceiling;

internal sealed record NewCase(string Subject, string Description, int Priority, int Type, long Account, long Assignee);

/// <summary>The rows that a new case consists of. The search index follows by the database's own triggers.</summary>
internal sealed class CaseInserts(WritingConnection writing) : CeilingWrites<NewCase, WrittenCase>(writing)
{
    private const int Create = 0;
    private const int Created = 0;
    private const int Assigned = 1;

    private readonly LogInserts log = new(writing);

    private readonly DbCommand names = writing.Connection.Command(
        """
        SELECT a."Name", u."FullName" FROM "Account" a, "User" u
        WHERE a."Id" = @account AND a."DeletedAt" IS NULL AND u."Id" = @assignee AND u."Active"
        """,
        "@account",
        "@assignee"
    );

    private readonly DbCommand insertCase = writing.Connection.Command(
        $"""
        INSERT INTO "Case" ("Subject", "Description", "Status", "Priority", "Type", "Source", "AccountId",
          "TeamId", "AssignedToId", "CreatedAt", "CreatedByUserId", "UpdatedAt", "UpdatedByUserId", "Version", "SubjectBands",
          "StatusChangedAt", "AssignedAt", "ReopenedCount")
        VALUES (@subject, @description, {Assigned}, @priority, @type, 0, @account,
          1, @assignee, @now, {Administrator}, @now, {Administrator}, 1, @bands, @now, @now, 0) RETURNING "Number"
        """,
        "@subject",
        "@description",
        "@priority",
        "@type",
        "@account",
        "@assignee",
        "@now",
        "@bands"
    );

    private readonly DbCommand insertFields = writing.Connection.Command(
        """
        INSERT INTO "FieldChange" ("ChangeId", "Field", "After", "AfterText") VALUES
          (@change, 'SUBJECT', @subject, NULL), (@change, 'DESCRIPTION', @description, NULL),
          (@change, 'STATUS', 'ASSIGNED', 'Assigned'), (@change, 'PRIORITY', @priority, @priorityText),
          (@change, 'TYPE', @type, @typeText), (@change, 'ACCOUNT', @account, @accountText),
          (@change, 'TEAM', 'VGVhbTox', 'General'), (@change, 'ASSIGNED_TO', @assignee, @assigneeText)
        """,
        "@change",
        "@subject",
        "@description",
        "@priority",
        "@priorityText",
        "@type",
        "@typeText",
        "@account",
        "@accountText",
        "@assignee",
        "@assigneeText"
    );

    protected override async Task<WrittenCase> WriteAsync(NewCase input, long now)
    {
        var (account, assignee) = await NamesAsync(input);
        var number = await insertCase
            .With(
                input.Subject,
                input.Description,
                input.Priority,
                input.Type,
                input.Account,
                input.Assignee,
                now,
                new Case { Subject = input.Subject }.SubjectBands
            )
            .KeyAsync();
        var standing = new StandingCase(
            Assigned,
            input.Priority,
            input.Type,
            Source: 0,
            input.Account,
            Team: 1,
            input.Assignee,
            OpenedBy: null,
            Links: "",
            Version: 1,
            IsAnswered: false,
            AssignedAt: now,
            StatusChangedAt: now
        );
        var settled = string.Create(
            CultureInfo.InvariantCulture,
            $"STATUS_CHANGED_AT:>{now};ASSIGNED_AT:>{now};REOPENED_COUNT:>0;"
        );
        var logged = new LoggedChange(
            Created,
            number,
            Version: 1,
            settled,
            Before: "",
            standing.Facets,
            Internal: false
        );
        var (set, change) = await log.AddAsync(Create, logged, now);
        await insertFields
            .With(
                change,
                input.Subject,
                input.Description,
                Samples.Priorities[input.Priority],
                CaseColumns.PriorityLabels[input.Priority],
                Samples.Types[input.Type],
                CaseColumns.TypeLabels[input.Type],
                JsonValues.Id("Account:"u8, input.Account),
                account,
                JsonValues.Id("User:"u8, input.Assignee),
                assignee
            )
            .ExecuteNonQueryAsync();
        return new WrittenCase(number, Assigned, input.Priority, Version: 1) { ChangeSet = set };
    }

    private async Task<(string Account, string Assignee)> NamesAsync(NewCase @case)
    {
        await using var row = await names.With(@case.Account, @case.Assignee).ExecuteReaderAsync();
        return await row.ReadAsync()
            ? (row.GetString(0), row.GetString(1))
            : throw new InvalidOperationException("The account or the assignee cannot be taken.");
    }
}
