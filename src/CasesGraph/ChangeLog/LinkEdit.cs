using System.Globalization;
using CasesGraph.Cases;
using CasesGraph.Data;

namespace CasesGraph.ChangeLog;

/// <summary>Links to add to many cases and to remove from them, as SQL.</summary>
internal sealed record LinkEdit(LinkPart Part, LinkPatch Patch)
{
    private string Key => Part.Key;

    /// <summary>The condition for a case that another than those added is PRIMARY of, where one of them is to be; null where none is.</summary>
    public string? SecondPrimary
    {
        get
        {
            if (!Patch.Added.Any(link => link.Role is ContactRole.Primary))
                return null;
            var leaving = Patch
                .Added.Where(link => link.Role is not null)
                .Select(link => link.Key)
                .Concat(Patch.Removed);
            return $"""
                EXISTS ({Of("c.\"Number\"")} AND x."Role" = {(int)ContactRole.Primary}
                    AND x."{Key}" NOT IN ({string.Join(", ", leaving)}))
                """;
        }
    }

    /// <summary>The condition for a case that would get links beyond the limit; null where it can get none or there is none.</summary>
    public string? TooMany =>
        Part.Most is not { } most || Patch.Added.Count == 0
            ? null
            : Text(
                $"""
                {Kept} < {Patch.Added.Count} AND {Patch.Added.Count} + (SELECT COUNT(*) FROM ({Of("c.\"Number\"")}
                    AND NOT ({(Removes ? IsRemoved : "1 = 0")})
                    AND x."{Key}" NOT IN ({string.Join(
                    ", ",
                    Patch.Added.Select(link => link.Key)
                )})) AS others) > {most}
                """
            );

    /// <summary>How many of the added links a case has already so.</summary>
    private string Kept
    {
        get
        {
            var kept = Patch.Added.Select(link =>
                Text($"(x.\"{Key}\" = {link.Key}{(link.Role is { } role ? $" AND x.\"Role\" = {(int)role}" : "")})")
            );
            return $"(SELECT COUNT(*) FROM ({Of("c.\"Number\"")} AND ({string.Join(" OR ", kept)})) AS kept)";
        }
    }

    /// <summary>Conditions for a case whose links change.</summary>
    public IEnumerable<string> Differs()
    {
        if (Removes)
            yield return $"EXISTS ({Of("c.\"Number\"")} AND {IsRemoved})";
        if (Patch.Added.Count == 0)
            yield break;
        yield return Text($"{Kept} < {Patch.Added.Count}");
    }

    /// <summary>Rows for the log, of changes <c>ch</c>.</summary>
    /// <param name="place">Where they stand among the rows of a change.</param>
    public IEnumerable<string> Logged(LoggedSql logged, int place)
    {
        var (key, role) = ($"x.\"{Key}\"", Part.HasRole ? "x.\"Role\"" : Sql.NoNumber);
        if (Removes)
        {
            yield return $"""
                SELECT ch."Id", '{Patch.Part}', {logged.Id(
                    Part.Target,
                    key
                )}, {Sql.NoText}, {role}, {Sql.NoNumber},
                    {LoggedSql.Text(Part.Target, key)}, {Sql.NoText}, {place}, {key}
                FROM ch JOIN "{Part.Row.Name}" AS x ON x."CaseNumber" = ch."CaseNumber" WHERE {IsRemoved}
                """;
        }
        if (Patch.Added.Count > 0)
        {
            const string added = "a.\"column1\"";
            yield return $"""
                SELECT ch."Id", '{Patch.Part}', {logged.Id(Part.Target, key)}, {logged.Id(Part.Target, added)},
                    {role}, {(Part.HasRole ? RoleOfNew : Sql.NoNumber)},
                    {LoggedSql.Text(Part.Target, key)}, {LoggedSql.Text(Part.Target, added)}, {place}, {added}
                FROM ch CROSS JOIN {AddedTable} LEFT JOIN "{Part.Row.Name}" AS x
                    ON x."CaseNumber" = ch."CaseNumber" AND {key} = {added}
                WHERE {key} IS NULL{(Part.HasRole ? " OR x.\"Role\" <> a.\"column2\"" : "")}
                """;
        }
    }

    /// <summary>The statements for all of the cases, which all change.</summary>
    public IEnumerable<string> Statements(string cases)
    {
        if (Removes)
        {
            yield return $"""
                DELETE FROM "{Part.Row.Name}" AS x WHERE x."CaseNumber" IN (SELECT k."Key" FROM {cases} AS k) AND {IsRemoved}
                """;
        }
        if (Patch.Added.Count > 0)
        {
            // Who was the primary contact gets another role before somebody else becomes it.
            yield return Part.HasRole
                ? $"""
                    INSERT INTO "{Part.Row.Name}" ("CaseNumber", "{Key}", "Role")
                    SELECT k."Key", a."column1", {RoleOfNew} FROM {cases} AS k CROSS JOIN {AddedTable}
                    WHERE a."column2" IS NOT NULL
                        OR NOT EXISTS ({Of("k.\"Key\"")} AND x."{Key}" = a."column1")
                    ORDER BY {RoleOfNew} DESC, k."At"
                    ON CONFLICT ("CaseNumber", "{Key}") DO UPDATE SET "Role" = excluded."Role"
                    """
                : $"""
                    INSERT INTO "{Part.Row.Name}" ("CaseNumber", "{Key}")
                    SELECT k."Key", a."column1" FROM {cases} AS k CROSS JOIN {AddedTable} WHERE 1 = 1
                    ORDER BY a."column1", k."At"
                    ON CONFLICT ("CaseNumber", "{Key}") DO NOTHING
                    """;
        }
    }

    /// <summary>The condition for a case that has no link with a key.</summary>
    public string Lacks(long key) => Text($"NOT EXISTS ({Of("c.\"Number\"")} AND x.\"{Key}\" = {key})");

    /// <summary>The links <c>x</c> of a case.</summary>
    private string Of(string number) => $"SELECT 1 FROM \"{Part.Row.Name}\" AS x WHERE x.\"CaseNumber\" = {number}";

    /// <summary>Of a link that is not there yet; of one that is, where a role is given.</summary>
    private static string RoleOfNew { get; } = $"COALESCE(a.\"column2\", {(int)ContactRole.Other})";

    private bool Removes => Patch.Whole || Patch.Removed.Count > 0;

    private string IsRemoved =>
        !Patch.Whole ? $"x.\"{Key}\" IN ({string.Join(", ", Patch.Removed)})"
        : Patch.Added.Count > 0 ? $"x.\"{Key}\" NOT IN ({string.Join(", ", Patch.Added.Select(link => link.Key))})"
        : "1 = 1";

    private string AddedTable =>
        $"(VALUES {string.Join(", ", Patch.Added.Select(link => Text($"({link.Key}, {(link.Role is { } role ? Text($"{(int)role}") : Sql.NoNumber)})")))}) AS a";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
