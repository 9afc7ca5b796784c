using System.Data.Common;
using System.Globalization;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench.Ceiling;

internal sealed record CaseEdit(long Number, int Priority, long Assignee);

/// <summary>A case's new assignee and priority, and what the log says of them.</summary>
internal sealed class CaseEdits(WritingConnection writing) : CeilingWrites<CaseEdit, WrittenCase>(writing)
{
    private const int New = 0;
    private const int Assigned = 1;
    private const int Update = 1;
    private const int Updated = 1;

    private readonly LogInserts log = new(writing);

    private readonly DbCommand find = writing.Connection.Command(
        $"""
        SELECT {StandingCase.Columns}, o."FullName", n."FullName" FROM "Case" c
        JOIN "User" n ON n."Id" = @assignee AND n."Active" LEFT JOIN "User" o ON o."Id" = c."AssignedToId"
        WHERE c."Number" = @number AND c."DeletedAt" IS NULL
        """,
        "@number",
        "@assignee"
    );

    private readonly DbCommand update = writing.Connection.Command(
        $"""
        UPDATE "Case" SET "Status" = @status, "Priority" = @priority, "AssignedToId" = @assignee, "Version" = @version,
          "UpdatedAt" = @now, "UpdatedByUserId" = {Administrator}, "UpdatedByContactId" = NULL,
          "PublicUpdatedAt" = @now, "AssignedAt" = @assignedAt, "StatusChangedAt" = @statusChangedAt
        WHERE "Number" = @number
        """,
        "@status",
        "@priority",
        "@assignee",
        "@version",
        "@now",
        "@assignedAt",
        "@statusChangedAt",
        "@number"
    );

    protected override async Task<WrittenCase> WriteAsync(CaseEdit input, long now)
    {
        var (before, oldName, newName) = await FindAsync(input);
        var reassigned = before.Assignee != input.Assignee;
        var after = before with
        {
            Status = reassigned && before.Status is New ? Assigned : before.Status,
            Priority = input.Priority,
            Assignee = input.Assignee,
            AssignedAt = reassigned ? now : before.AssignedAt,
            StatusChangedAt = reassigned && before.Status is New ? now : before.StatusChangedAt,
        };
        if (before == after)
            return new WrittenCase(input.Number, after.Status, after.Priority, after.Version);
        after = after with { Version = before.Version + 1 };
        await update
            .With(
                after.Status,
                after.Priority,
                input.Assignee,
                after.Version,
                now,
                after.AssignedAt,
                after.StatusChangedAt,
                input.Number
            )
            .ExecuteNonQueryAsync();
        var change = new LoggedChange(
            Updated,
            input.Number,
            after.Version,
            Settled(before, after),
            before.Facets,
            after.Facets,
            Internal: false
        );
        var (set, key) = await log.AddAsync(Update, change, now);
        var fields = new List<LoggedField>();
        if (before.Status != after.Status)
            fields.Add(new("STATUS", "NEW", "ASSIGNED", "New", "Assigned"));
        if (before.Priority != after.Priority)
            fields.Add(Priority(before.Priority, after.Priority));
        if (reassigned)
            fields.Add(new("ASSIGNED_TO", Id(before.Assignee), Id(input.Assignee), oldName, newName));
        await log.AddAsync(key, fields);
        return new WrittenCase(input.Number, after.Status, after.Priority, after.Version) { ChangeSet = set };
    }

    /// <summary>Times that follow from what was changed.</summary>
    private static string? Settled(StandingCase before, StandingCase after)
    {
        var status = Settled("STATUS_CHANGED_AT", before.StatusChangedAt, after.StatusChangedAt);
        return status + Settled("ASSIGNED_AT", before.AssignedAt, after.AssignedAt) is { Length: > 0 } settled
            ? settled
            : null;
    }

    private static string Settled(string name, long? before, long? after) =>
        before == after ? "" : string.Create(CultureInfo.InvariantCulture, $"{name}:{before}>{after};");

    private async Task<(StandingCase Before, string? OldName, string NewName)> FindAsync(CaseEdit input)
    {
        await using var row = await find.With(input.Number, input.Assignee).ExecuteReaderAsync();
        if (!await row.ReadAsync())
            throw new InvalidOperationException("The case or the assignee cannot be taken.");
        var oldName = row.IsDBNull(StandingCase.Width) ? null : row.GetString(StandingCase.Width);
        return (StandingCase.Read(row), oldName, row.GetString(StandingCase.Width + 1));
    }

    private static LoggedField Priority(int before, int after) =>
        new(
            "PRIORITY",
            Samples.Priorities[before],
            Samples.Priorities[after],
            CaseColumns.PriorityLabels[before],
            CaseColumns.PriorityLabels[after]
        );

    private static string? Id(long? user) => user is { } key ? JsonValues.Id("User:"u8, key) : null;
}
