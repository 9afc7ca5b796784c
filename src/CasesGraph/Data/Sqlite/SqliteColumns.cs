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

    /// <summary>
    /// Adds a reference that is never absent, to a row that is there. SQLite adds no such column while it looks after
    /// references, and cannot stop that inside a transaction; so the reference is written into the schema, as its manual
    /// does it for constraints. Rows are not touched: those of before have the value from the schema.
    /// </summary>
    public static IEnumerable<string> AddNeededReference(
        string table,
        string column,
        string target,
        string key,
        long value
    )
    {
        var declared = $"\"{column}\" INTEGER NOT NULL DEFAULT {value}";
        return
        [
            $"ALTER TABLE \"{table}\" ADD COLUMN {declared}",
            "PRAGMA writable_schema = ON",
            $"""
                UPDATE sqlite_schema SET sql = REPLACE(sql, '{declared}', '{declared}
                    CONSTRAINT "FK_{table}_{target}_{column}" REFERENCES "{target}" ("{key}") ON DELETE RESTRICT')
                WHERE type = 'table' AND name = '{table}'
                """,
            "PRAGMA writable_schema = RESET",
        ];
    }
}
