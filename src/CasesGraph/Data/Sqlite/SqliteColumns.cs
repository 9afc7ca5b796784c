namespace CasesGraph.Data.Sqlite;

/// <summary>Columns that migrations add to tables with rows.</summary>
internal static class SqliteColumns
{
    /// <summary>
    /// Adds a reference that may be absent. EF Core would copy the whole table for its constraint, and with the table its
    /// triggers would go.
    /// </summary>
    public static string AddReference(string table, string column, string target, string key) =>
        $"""
            ALTER TABLE "{table}" ADD COLUMN "{column}" INTEGER NULL
                CONSTRAINT "FK_{table}_{target}_{column}" REFERENCES "{target}" ("{key}") ON DELETE RESTRICT
            """;
}
