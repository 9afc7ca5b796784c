using System.Globalization;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.ChangeLog;
using CasesGraph.Contacts;
using CasesGraph.Editing;

namespace CasesGraph.Editing;

/// <summary>Links to add to many cases and to remove from them, as SQL.</summary>
/// <param name="Table">The links, with "CaseNumber" and the key.</param>
/// <param name="Key">The column of the linked object's key.</param>
/// <param name="HasRole">Whether there is a column "Role": a link that is there already then takes the role given, if any.</param>
internal sealed record LinkEdit(
    string Table,
    string Key,
    bool HasRole,
    Type Target,
    CaseField Field,
    IReadOnlyList<(long Key, int? Role)> Added,
    IReadOnlyList<long> Removed
)
{
    public static LinkEdit OfContacts(IReadOnlyList<(long Key, int? Role)> added, IReadOnlyList<long> removed) =>
        new(
            nameof(CaseContact),
            nameof(CaseContact.ContactId),
            HasRole: true,
            typeof(Contact),
            CaseField.Contacts,
            added,
            removed
        );

    public static LinkEdit OfBugs(IReadOnlyList<long> added, IReadOnlyList<long> removed) =>
        new(
            nameof(CaseBug),
            nameof(CaseBug.BugNumber),
            HasRole: false,
            typeof(Bug),
            CaseField.Bugs,
            [.. added.Select(key => (key, (int?)null))],
            removed
        );

    /// <summary>Conditions for a case whose links change.</summary>
    public IEnumerable<string> Differs()
    {
        if (Removed.Count > 0)
            yield return $"EXISTS ({Of("c.\"Number\"")} AND {IsRemoved})";
        if (Added.Count == 0)
            yield break;
        var kept = Added.Select(link =>
            Text($"(x.\"{Key}\" = {link.Key}{(link.Role is { } role ? $" AND x.\"Role\" = {role}" : "")})")
        );
        yield return Text(
            $"(SELECT COUNT(*) FROM ({Of("c.\"Number\"")} AND ({string.Join(" OR ", kept)})) AS kept) < {Added.Count}"
        );
    }

    /// <summary>Rows for the log, of changes <c>ch</c>.</summary>
    /// <param name="place">Where they stand among the rows of a change.</param>
    public IEnumerable<string> Logged(LoggedSql logged, int place)
    {
        var (key, role) = ($"x.\"{Key}\"", HasRole ? "x.\"Role\"" : LoggedSql.NoNumber);
        if (Removed.Count > 0)
        {
            yield return $"""
                SELECT ch."Id", '{Field.Name}', {logged.Id(
                    Target,
                    key
                )}, {LoggedSql.NoText}, {role}, {LoggedSql.NoNumber},
                    {logged.Text(Target, key)}, {LoggedSql.NoText}, {place}, {key}
                FROM ch JOIN "{Table}" AS x ON x."CaseNumber" = ch."CaseNumber" WHERE {IsRemoved}
                """;
        }
        if (Added.Count > 0)
        {
            const string added = "a.\"column1\"";
            yield return $"""
                SELECT ch."Id", '{Field.Name}', {logged.Id(Target, key)}, {logged.Id(Target, added)},
                    {role}, {(HasRole ? RoleOfNew : LoggedSql.NoNumber)},
                    {logged.Text(Target, key)}, {logged.Text(Target, added)}, {place}, {added}
                FROM ch CROSS JOIN {AddedTable} LEFT JOIN "{Table}" AS x
                    ON x."CaseNumber" = ch."CaseNumber" AND {key} = {added}
                WHERE {key} IS NULL{(HasRole ? " OR x.\"Role\" <> a.\"column2\"" : "")}
                """;
        }
    }

    /// <summary>The statements for all of the cases, which all change.</summary>
    public IEnumerable<string> Statements(string cases)
    {
        if (Removed.Count > 0)
        {
            yield return $"""
                DELETE FROM "{Table}" AS x WHERE x."CaseNumber" IN (SELECT k."Key" FROM {cases} AS k) AND {IsRemoved}
                """;
        }
        if (Added.Count > 0)
        {
            // Who was the primary contact gets another role before somebody else becomes it.
            yield return HasRole
                ? $"""
                    INSERT INTO "{Table}" ("CaseNumber", "{Key}", "Role")
                    SELECT k."Key", a."column1", {RoleOfNew} FROM {cases} AS k CROSS JOIN {AddedTable}
                    WHERE a."column2" IS NOT NULL
                        OR NOT EXISTS ({Of("k.\"Key\"")} AND x."{Key}" = a."column1")
                    ORDER BY {RoleOfNew} DESC, k."At"
                    ON CONFLICT ("CaseNumber", "{Key}") DO UPDATE SET "Role" = excluded."Role"
                    """
                : $"""
                    INSERT INTO "{Table}" ("CaseNumber", "{Key}")
                    SELECT k."Key", a."column1" FROM {cases} AS k CROSS JOIN {AddedTable} WHERE 1 = 1
                    ORDER BY a."column1", k."At"
                    ON CONFLICT ("CaseNumber", "{Key}") DO NOTHING
                    """;
        }
    }

    /// <summary>The links <c>x</c> of a case.</summary>
    public string Of(string number) => $"SELECT 1 FROM \"{Table}\" AS x WHERE x.\"CaseNumber\" = {number}";

    /// <summary>Of a link that is not there yet; of one that is, where a role is given.</summary>
    private static string RoleOfNew { get; } = $"COALESCE(a.\"column2\", {(int)ContactRole.Other})";

    private string IsRemoved => $"x.\"{Key}\" IN ({string.Join(", ", Removed)})";

    private string AddedTable =>
        $"(VALUES {string.Join(", ", Added.Select(link => Text($"({link.Key}, {link.Role?.ToString(CultureInfo.InvariantCulture) ?? LoggedSql.NoNumber})")))}) AS a";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
