using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using Npgsql;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The statement that writes new rows, and what it takes. The query at its end says what the database gave: where the
/// transaction's positions begin, the set's key, the case's number.
/// </summary>
internal static class PostgresInserts
{
    private const string Log = """
        log AS (SELECT log_position() AS origin),
        change AS (
            INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "OccurredAt", "ChangeSetId")
            SELECT log.origin + c.place, c.kind, COALESCE(c.number, new_case."Number"), c.version, c.at, one_set."Id"
            FROM log, new_case, one_set, unnest($1, $2, $3, $4, $5) AS c(place, kind, number, version, at)),
        field AS (
            INSERT INTO "FieldChange"
                ("ChangeId", "Field", "Before", "After", "BeforeRole", "AfterRole", "BeforeText", "AfterText")
            SELECT log.origin + f.place, f.name, f.a, f.b, f.c, f.d, f.e, f.f
            FROM log, unnest($6, $7, $8, $9, $10, $11, $12, $13) AS f(place, name, a, b, c, d, e, f))
        """;

    private const string NewSet = """
        one_set AS (
            INSERT INTO "ChangeSet" ("Action", "ActorUserId", "ActorContactId", "Reason", "OccurredAt")
            VALUES ($14, $15, $16, $17, $18) RETURNING "Id")
        """;

    private const string KnownSet = """one_set AS (SELECT $14 AS "Id")""";
    private const string NoCase = """new_case AS (SELECT CAST(NULL AS bigint) AS "Number")""";

    private static readonly string NewCase = $"""
        new_case AS (
            INSERT INTO "Case" ({string.Join(", ", CaseRow.Names.Select(name => $"\"{name}\""))})
            VALUES ({Parameters(19, CaseRow.Names.Length)}) RETURNING "Number")
        """;

    private static readonly int FirstOfLinks = 19 + CaseRow.Names.Length;

    private static readonly string Links = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        contact AS (
            INSERT INTO "CaseContact" ("CaseNumber", "ContactId", "Role")
            SELECT new_case."Number", c.id, c.role
            FROM new_case, unnest(${FirstOfLinks}, ${FirstOfLinks + 1}) AS c(id, role)),
        bug AS (
            INSERT INTO "CaseBug" ("CaseNumber", "BugNumber")
            SELECT new_case."Number", b.number FROM new_case, unnest(${FirstOfLinks + 2}) AS b(number))
        """
    );

    private static readonly string InKnownSet = Statement(NoCase, KnownSet);
    private static readonly string InNewSet = Statement(NoCase, NewSet);
    private static readonly string CaseAlone = Statement(NewCase, NewSet);
    private static readonly string CaseWithLinks = Statement($"{NewCase},\n{Links}", NewSet);

    public static string Sql(NewRows rows) =>
        rows switch
        {
            // Tables that a statement names are opened by each run.
            { Case: { Contacts.Count: 0, Bugs.Count: 0 } } => CaseAlone,
            { Case: not null } => CaseWithLinks,
            { Set: not null } => InNewSet,
            _ => InKnownSet,
        };

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="origin">What the keys of changes count from.</param>
    public static IEnumerable<NpgsqlParameter> Values(NewRows rows, long origin) =>
        [
            .. Values(rows.Changes, origin),
            .. Values(rows.Fields, origin),
            .. rows.Set is { } set ? Values(set) : [Of(rows.Changes is [var change, ..] ? change.ChangeSet.Id : 0)],
            .. rows.Case is { } @case ? Values(@case) : [],
        ];

    private static NpgsqlParameter[] Values(IReadOnlyList<CaseChange> changes, long origin) =>
        [
            Column(changes, change => change.Id - origin),
            Column(changes, change => (int)change.Kind),
            Column(changes, change => change.CaseNumber),
            Column(changes, change => change.Version),
            Column(changes, change => UtcMicroseconds.From(change.OccurredAt)),
        ];

    private static NpgsqlParameter[] Values(IReadOnlyList<(CaseChange Change, FieldChange Row)> fields, long origin) =>
        [
            Column(fields, field => field.Change.Id - origin),
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

    private static IEnumerable<NpgsqlParameter> Values(Case @case)
    {
        foreach (var column in CaseRow.Columns)
            yield return Of(column, @case);
        var (contacts, bugs) = (@case.Contacts.ToList(), @case.Bugs.ToList());
        if (contacts.Count == 0 && bugs.Count == 0)
            yield break;
        yield return Column(contacts, link => link.ContactId);
        yield return Column(contacts, link => (int)link.Role);
        yield return Column(bugs, link => link.BugNumber);
    }

    private static NpgsqlParameter Of(CaseColumn column, Case @case)
    {
        var value = column.Value(@case);
        return column.IsText ? Of(value.Text) : Of(value.Number);
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) =>
        new() { TypedValue = [.. rows.Select(value)] };

    private static string Statement(string @case, string set) =>
        $"WITH {@case},\n{set},\n{Log}\nSELECT log.origin, one_set.\"Id\", new_case.\"Number\" FROM log, one_set, new_case";

    private static string Parameters(int first, int count) =>
        string.Join(
            ", ",
            Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}"))
        );
}
