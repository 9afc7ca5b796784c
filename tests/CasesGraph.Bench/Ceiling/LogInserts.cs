using System.Data.Common;

namespace CasesGraph.Bench.Ceiling;

/// <summary>A change of a case as the log has it.</summary>
/// <param name="Internal">Whether nothing changed that contacts read.</param>
internal sealed record LoggedChange(
    int Kind,
    long Number,
    int Version,
    string? Settled,
    string Before,
    string After,
    bool Internal
);

/// <summary>A field of it.</summary>
internal sealed record LoggedField(string Field, string? Before, string? After, string? BeforeText, string? AfterText);

/// <summary>The rows of the change log.</summary>
internal sealed class LogInserts(WritingConnection writing)
{
    private const int Administrator = 1;
    private const int MostFields = 3;

    private static readonly string[] FieldTexts =
    [
        .. Enumerable
            .Range(1, MostFields)
            .Select(count =>
                """INSERT INTO "FieldChange" ("ChangeId", "Field", "Before", "After", "BeforeText", "AfterText") VALUES """
                + string.Join(
                    ", ",
                    Enumerable.Range(0, count).Select(at => $"(@change, @f{at}, @b{at}, @a{at}, @bt{at}, @at{at})")
                )
            ),
    ];

    private readonly DbCommand insertSet = writing.Connection.Command(
        $"""
        INSERT INTO "ChangeSet" ("Action", "ActorUserId", "OccurredAt") VALUES (@action, {Administrator}, @now)
        RETURNING "Id"
        """,
        "@action",
        "@now"
    );

    private readonly DbCommand insertChange = writing.Connection.Command(
        $"""
        INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt", "ActorKey", "Settled",
          "FacetsBefore", "FacetsAfter", "Internal")
        VALUES ({writing.Position}, @kind, @number, @version, @set, @now, {Administrator}, @settled, @before, @after, @internal)
        RETURNING "Id"
        """,
        "@kind",
        "@number",
        "@version",
        "@set",
        "@now",
        "@settled",
        "@before",
        "@after",
        "@internal"
    );

    private readonly DbCommand[] insertFields =
    [
        .. FieldTexts.Select(
            (text, at) =>
                writing.Connection.Command(
                    text,
                    [
                        "@change",
                        .. Enumerable
                            .Range(0, at + 1)
                            .SelectMany(field =>
                                (string[])[$"@f{field}", $"@b{field}", $"@a{field}", $"@bt{field}", $"@at{field}"]
                            ),
                    ]
                )
        ),
    ];

    /// <summary>A change set with one change; their keys.</summary>
    public async Task<(long Set, long Change)> AddAsync(int action, LoggedChange change, long now)
    {
        var set = await insertSet.With(action, now).KeyAsync();
        var key = await insertChange
            .With(
                change.Kind,
                change.Number,
                change.Version,
                set,
                now,
                change.Settled,
                change.Before,
                change.After,
                change.Internal
            )
            .KeyAsync();
        return (set, key);
    }

    public Task AddAsync(long change, IReadOnlyList<LoggedField> fields) =>
        insertFields[fields.Count - 1]
            .With([
                change,
                .. fields.SelectMany(one =>
                    (object?[])[one.Field, one.Before, one.After, one.BeforeText, one.AfterText]
                ),
            ])
            .ExecuteNonQueryAsync();
}
