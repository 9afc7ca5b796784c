using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using Npgsql;
using static CasesGraph.Data.Postgres.PostgresInserts;

namespace CasesGraph.Data.Postgres;

/// <summary>
/// The statement that writes new cases, any number of them, each with its own set in the log. The query at its end says
/// for each what the database gave: its place in the log, its number, its set's key.
/// </summary>
internal static class PostgresCaseInserts
{
    private static readonly string CaseColumns = string.Join(", ", CaseRow.Names.Select(name => $"\"{name}\""));
    private static readonly int FirstOfLog = CaseRow.Names.Length + 1;
    private static readonly int FirstOfFields = FirstOfLog + 9;
    private static readonly int FirstOfLinks = FirstOfFields + 8;

    /// <summary>Keys are drawn first, so that each row of the others knows them.</summary>
    private static readonly string Rows = $"""
        WITH added AS MATERIALIZED (
            SELECT nextval('"Case_Number_seq"') AS number, nextval('"ChangeSet_Id_seq"') AS set, given.*
            FROM unnest({Parameters(1, FirstOfFields - 2)}) WITH ORDINALITY AS given(
                {CaseColumns}, action, by_user, by_contact, reason, at, kind, version, settled, place)),
        log AS (SELECT log_position() + ${FirstOfFields - 1} - 1 AS before),
        one_case AS (INSERT INTO "Case" ("Number", {CaseColumns}) SELECT number, {CaseColumns} FROM added),
        one_set AS (
            INSERT INTO "ChangeSet" ("Id", "Action", "ActorUserId", "ActorContactId", "Reason", "OccurredAt")
            SELECT set, action, by_user, by_contact, reason, at FROM added),
        change AS (
            INSERT INTO "CaseChange" ("Id", "Kind", "CaseNumber", "Version", "ChangeSetId", "OccurredAt", "Settled")
            SELECT before + place, kind, number, version, set, at, settled FROM log, added),
        field AS (
            INSERT INTO "FieldChange"
                ("ChangeId", "Field", "Before", "After", "BeforeRole", "AfterRole", "BeforeText", "AfterText")
            SELECT before + f.place, f.name, f.a, f.b, f.c, f.d, f.e, f.f
            FROM log, unnest({Parameters(FirstOfFields, 8)}) AS f(place, name, a, b, c, d, e, f))
        """;

    private static readonly string Links = $"""
        contact AS (
            INSERT INTO "CaseContact" ("CaseNumber", "ContactId", "Role")
            SELECT number, c.id, c.role
            FROM added JOIN unnest({Parameters(FirstOfLinks, 3)}) AS c(place, id, role) USING (place)),
        bug AS (
            INSERT INTO "CaseBug" ("CaseNumber", "BugNumber")
            SELECT number, b.number_of
            FROM added JOIN unnest({Parameters(FirstOfLinks + 3, 2)}) AS b(place, number_of) USING (place))
        """;

    private const string Given = "SELECT before + place, number, set FROM log, added ORDER BY place";

    private static readonly string Alone = $"{Rows}\n{Given}";
    private static readonly string WithLinks = $"{Rows},\n{Links}\n{Given}";

    /// <summary>Tables that a statement names are opened by each run.</summary>
    public static string Sql(IReadOnlyList<NewCase> added) => added.Any(HasLinks) ? WithLinks : Alone;

    /// <summary>The values in the order of their numbers.</summary>
    /// <param name="before">How many changes the transaction has already.</param>
    public static IEnumerable<NpgsqlParameter> Values(IReadOnlyList<NewCase> added, long before) =>
        [
            .. CaseRow.Columns.Select(column => CaseColumn(column, added)),
            Column(added, one => (int)one.Set.Action),
            Column(added, one => one.Set.ActorUserId),
            Column(added, one => one.Set.ActorContactId),
            Column(added, one => one.Set.Reason),
            Column(added, one => UtcMicroseconds.From(one.Change.OccurredAt)),
            Column(added, one => (int)one.Change.Kind),
            Column(added, one => one.Change.Version),
            Column(added, one => one.Change.Settled),
            new NpgsqlParameter<long> { TypedValue = before },
            .. Fields([.. Placed(added, one => one.Fields)]),
            .. added.Any(HasLinks) ? Linked(added) : [],
        ];

    private static bool HasLinks(NewCase added) => added.Case is { Contacts.Count: > 0 } or { Bugs.Count: > 0 };

    private static NpgsqlParameter[] Linked(IReadOnlyList<NewCase> added)
    {
        var contacts = Placed(added, one => one.Case.Contacts).ToList();
        var bugs = Placed(added, one => one.Case.Bugs).ToList();
        return
        [
            Column(contacts, contact => contact.Place),
            Column(contacts, contact => contact.Row.ContactId),
            Column(contacts, contact => (int)contact.Row.Role),
            Column(bugs, bug => bug.Place),
            Column(bugs, bug => bug.Row.BugNumber),
        ];
    }

    /// <summary>Rows of all cases, each with the place of its case, from 1.</summary>
    private static IEnumerable<(long Place, TRow Row)> Placed<TRow>(
        IReadOnlyList<NewCase> added,
        Func<NewCase, IEnumerable<TRow>> rows
    ) => added.SelectMany((one, index) => rows(one).Select(row => (index + 1L, row)));

    private static NpgsqlParameter CaseColumn(CaseColumn column, IReadOnlyList<NewCase> added) =>
        column.IsText
            ? Column(added, one => column.Value(one.Case).Text)
            : Column(added, one => column.Value(one.Case).Number);

    private static string Parameters(int first, int count) =>
        string.Join(
            ", ",
            Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}"))
        );
}
