using System.Data.Common;
using System.Globalization;

namespace CasesGraph.Bench.Ceiling;

internal sealed record NewMessage(long Number, string Text);

/// <summary>A message to the customer, its case's row, and what the log says of it.</summary>
internal sealed class MessageInserts(WritingConnection writing) : CeilingWrites<NewMessage, WrittenCase>(writing)
{
    private const int Outgoing = 1;
    private const int Reply = 13;
    private const int Updated = 1;
    private const int ShownInLog = 100;

    private readonly LogInserts log = new(writing);

    private readonly DbCommand find = writing.Connection.Command(
        $"""SELECT {StandingCase.Columns} FROM "Case" c WHERE c."Number" = @number AND c."DeletedAt" IS NULL""",
        "@number"
    );

    private readonly DbCommand update = writing.Connection.Command(
        $"""
        UPDATE "Case" SET "Version" = @version, "UpdatedAt" = @now, "UpdatedByUserId" = {Administrator},
          "UpdatedByContactId" = NULL, "FirstResponseAt" = COALESCE("FirstResponseAt", @now), "PublicUpdatedAt" = @now,
          "MessageCount" = "MessageCount" + 1, "LastMessageAt" = @now, "LastOutgoingAt" = @now,
          "LastMessageDirection" = {Outgoing}, "WaitingSince" = NULL
        WHERE "Number" = @number
        """,
        "@version",
        "@now",
        "@number"
    );

    private readonly DbCommand insert = writing.Connection.Command(
        $"""
        INSERT INTO "CaseUpdate" ("CaseNumber", "Text", "Direction", "AuthorUserId", "SentAt", "CreatedAt", "ChangeId")
        VALUES (@number, @text, {Outgoing}, {Administrator}, @now, @now, @change) RETURNING "Id"
        """,
        "@number",
        "@text",
        "@now",
        "@change"
    );

    protected override async Task<WrittenCase> WriteAsync(NewMessage input, long now)
    {
        var @case = await FindAsync(input.Number);
        var version = @case.Version + 1;
        await update.With(version, now, input.Number).ExecuteNonQueryAsync();
        var settled = @case.IsAnswered
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"FIRST_RESPONSE_AT:>{now};");
        var facets = @case.Facets;
        var change = new LoggedChange(Updated, input.Number, version, settled, facets, facets, Internal: false);
        var (set, key) = await log.AddAsync(Reply, change, now);
        var message = await insert.With(input.Number, input.Text, now, key).KeyAsync();
        var shown = input.Text.Length <= ShownInLog ? input.Text : input.Text[..ShownInLog];
        var id = JsonValues.Id("CaseUpdate:"u8, message);
        await log.AddAsync(key, [new LoggedField("UPDATES", Before: null, id, BeforeText: null, shown)]);
        return new WrittenCase(input.Number, @case.Status, @case.Priority, version)
        {
            ChangeSet = set,
            Message = message,
        };
    }

    private async Task<StandingCase> FindAsync(long number)
    {
        await using var row = await find.With(number).ExecuteReaderAsync();
        return await row.ReadAsync()
            ? StandingCase.Read(row)
            : throw new InvalidOperationException("The case is not in use.");
    }
}
