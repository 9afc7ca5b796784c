using System.Data.Common;
using CasesGraph.Bench.Figures;
using CasesGraph.Cases;

namespace CasesGraph.Bench.Ceiling;

internal sealed record NewCase(string Subject, string Description, int Priority, int Type, long Account, long Assignee);

internal sealed record CreatedCase(long Number, long ChangeSet);

/// <summary>The rows that a new case consists of. The search index follows by the database's own triggers.</summary>
/// <param name="position">The SQL of a change's key.</param>
internal sealed class CaseInserts(CeilingConnection connection, string beginning, string position)
{
    private const int Assigned = 1;
    private const int Administrator = 1;

    private static readonly string[] PriorityLabels = ["High", "Medium", "Low"];
    private static readonly string[] TypeLabels = ["Administration", "Product", "User"];

    private readonly DbCommand begin = connection.Command(beginning);
    private readonly DbCommand commit = connection.Command("COMMIT");

    private readonly DbCommand names = connection.Command(
        """
        SELECT a."Name", u."FullName" FROM "Account" a, "User" u
        WHERE a."Id" = @account AND a."DeletedAt" IS NULL AND u."Id" = @assignee AND u."Active"
        """,
        "@account",
        "@assignee"
    );

    private readonly DbCommand insertCase = connection.Command(
        $"""
        INSERT INTO "Case" ("Subject", "Description", "Status", "Priority", "Type", "Source", "AccountId",
          "AssignedToId", "CreatedAt", "CreatedByUserId", "UpdatedAt", "UpdatedByUserId", "Version", "SubjectBands")
        VALUES (@subject, @description, {Assigned}, @priority, @type, 0, @account,
          @assignee, @now, {Administrator}, @now, {Administrator}, 1, @bands) RETURNING "Number"
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

    private readonly DbCommand insertSet = connection.Command(
        $"""
        INSERT INTO "ChangeSet" ("Action", "ActorUserId", "OccurredAt") VALUES (0, {Administrator}, @now) RETURNING "Id"
        """,
        "@now"
    );

    private readonly DbCommand insertChange = connection.Command(
        $"""
        INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt")
        VALUES ({position}, 0, @number, 1, @set, @now) RETURNING "Id"
        """,
        "@number",
        "@set",
        "@now"
    );

    private readonly DbCommand insertFields = connection.Command(
        """
        INSERT INTO "FieldChange" ("ChangeId", "Field", "After", "AfterText") VALUES
          (@change, 'SUBJECT', @subject, NULL), (@change, 'DESCRIPTION', @description, NULL),
          (@change, 'STATUS', 'ASSIGNED', 'Assigned'), (@change, 'PRIORITY', @priority, @priorityText),
          (@change, 'TYPE', @type, @typeText), (@change, 'ACCOUNT', @account, @accountText),
          (@change, 'ASSIGNED_TO', @assignee, @assigneeText)
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

    public Task BeginAsync() => begin.ExecuteNonQueryAsync();

    public Task CommitAsync() => commit.ExecuteNonQueryAsync();

    public async Task<CreatedCase> InsertAsync(NewCase @case)
    {
        var (account, assignee) = await NamesAsync(@case);
        var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var number = await KeyAsync(
            insertCase,
            @case.Subject,
            @case.Description,
            @case.Priority,
            @case.Type,
            @case.Account,
            @case.Assignee,
            now,
            new Case { Subject = @case.Subject }.SubjectBands!
        );
        var set = await KeyAsync(insertSet, now);
        var change = await KeyAsync(insertChange, number, set, now);
        Set(
            insertFields,
            change,
            @case.Subject,
            @case.Description,
            Samples.Priorities[@case.Priority],
            PriorityLabels[@case.Priority],
            Samples.Types[@case.Type],
            TypeLabels[@case.Type],
            JsonValues.Id("Account:"u8, @case.Account),
            account,
            JsonValues.Id("User:"u8, @case.Assignee),
            assignee
        );
        await insertFields.ExecuteNonQueryAsync();
        return new CreatedCase(number, set);
    }

    private async Task<(string Account, string Assignee)> NamesAsync(NewCase @case)
    {
        Set(names, @case.Account, @case.Assignee);
        await using var row = await names.ExecuteReaderAsync();
        return await row.ReadAsync()
            ? (row.GetString(0), row.GetString(1))
            : throw new InvalidOperationException("The account or the assignee cannot be taken.");
    }

    private static async Task<long> KeyAsync(DbCommand command, params object[] values)
    {
        Set(command, values);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }
}
