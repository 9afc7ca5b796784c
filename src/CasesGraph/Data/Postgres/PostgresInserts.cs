using CasesGraph.ChangeLog;
using CasesGraph.Model;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The statement that writes new rows of the log, and what it takes. The query at its end says what the database gave:
/// where the transaction's positions begin, and the set's key.
/// </summary>
internal static class PostgresInserts
{
    private const string Log = """
        log AS (SELECT log_position() AS origin),
        change AS (
            INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "OccurredAt", "Settled", "ChangeSetId")
            SELECT log.origin + c.place, c.kind, c.number, c.version, c.at, c.settled, one_set."Id"
            FROM log, one_set, unnest($1, $2, $3, $4, $5, $6) AS c(place, kind, number, version, at, settled)),
        field AS (
            INSERT INTO "FieldChange"
                ("ChangeId", "Field", "Before", "After", "BeforeRole", "AfterRole", "BeforeText", "AfterText")
            SELECT log.origin + f.place, f.name, f.a, f.b, f.c, f.d, f.e, f.f
            FROM log, unnest($7, $8, $9, $10, $11, $12, $13, $14) AS f(place, name, a, b, c, d, e, f))
        """;

    private const string NewSet = """
        one_set AS (
            INSERT INTO "ChangeSet" ("Action", "ActorUserId", "ActorContactId", "Reason", "OccurredAt")
            VALUES ($15, $16, $17, $18, $19) RETURNING "Id")
        """;

    private const string KnownSet = """one_set AS (SELECT $15 AS "Id")""";

    private static readonly string InKnownSet = Statement(KnownSet);
    private static readonly string InNewSet = Statement(NewSet);

    public static string Sql(NewRows rows) => rows.Set is null ? InKnownSet : InNewSet;

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="origin">What the keys of changes count from.</param>
    public static IEnumerable<NpgsqlParameter> Values(NewRows rows, long origin) =>
        [
            .. Values(rows.Changes, origin),
            .. Fields([.. rows.Fields.Select(field => (field.Change.Id - origin, field.Row))]),
            .. rows.Set is { } set ? Values(set) : [Of(rows.Changes is [var change, ..] ? change.ChangeSet.Id : 0)],
        ];

    private static NpgsqlParameter[] Values(IReadOnlyList<CaseChange> changes, long origin) =>
        [
            Column(changes, change => change.Id - origin),
            Column(changes, change => (int)change.Kind),
            Column(changes, change => change.CaseNumber),
            Column(changes, change => change.Version),
            Column(changes, change => UtcMicroseconds.From(change.OccurredAt)),
            Column(changes, change => change.Settled),
        ];

    /// <summary>Rows of fields, each with the place of its change, from wherever the statement counts.</summary>
    public static NpgsqlParameter[] Fields(IReadOnlyList<(long Place, FieldChange Row)> fields) =>
        [
            Column(fields, field => field.Place),
            Column(fields, field => field.Row.Field.Name),
            Column(fields, field => field.Row.Before),
            Column(fields, field => field.Row.After),
            Column(fields, field => (int?)field.Row.BeforeRole),
            Column(fields, field => (int?)field.Row.AfterRole),
            Column(fields, field => field.Row.BeforeText),
            Column(fields, field => field.Row.AfterText),
        ];

    private static NpgsqlParameter[] Values(ChangeSet set) =>
        [
            Of((int)set.Action),
            Of(set.ActorUserId),
            Of(set.ActorContactId),
            Of(set.Reason),
            Of(UtcMicroseconds.From(set.OccurredAt)),
        ];

    private static string Statement(string set) =>
        $"WITH {set},\n{Log}\nSELECT log.origin, one_set.\"Id\" FROM log, one_set";

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    public static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
