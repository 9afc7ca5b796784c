using Microsoft.Data.Sqlite;

namespace CasesGraph.Bench.Running;

/// <summary>What two servers wrote must be the same too, row by row; times aside.</summary>
internal static class WrittenRows
{
    private static readonly (string Table, string Key)[] Tables =
    [
        ("Case", "Number"),
        ("ChangeSet", "Id"),
        ("CaseChange", "Id"),
        ("FieldChange", "Id"),
    ];

    /// <summary>Stops the bench at the first row that differs.</summary>
    /// <param name="count">So many cases were written to both.</param>
    public static void Compare(string productFile, string ceilingFile, int count)
    {
        foreach (var (table, key) in Tables)
        {
            // A case has about seven rows of fields.
            var sql =
                $"SELECT * FROM \"{table}\" ORDER BY \"{key}\" DESC LIMIT {count * (table is "FieldChange" ? 7 : 1)}";
            var (product, ceiling) = (Rows(productFile, sql), Rows(ceilingFile, sql));
            foreach (var (expected, actual) in product.Zip(ceiling))
            {
                if (!string.Equals(expected, actual, StringComparison.Ordinal))
                    throw new BenchStoppedException($"{table} differs:\nproduct  {expected}\nceiling  {actual}");
            }
        }
    }

    public static long Cases(string file) =>
        long.Parse(Rows(file, "SELECT COUNT(*) FROM \"Case\"")[0].Split('=')[1], provider: null);

    private static List<string> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var columns = Enumerable
                .Range(0, reader.FieldCount)
                .Where(column => !reader.GetName(column).EndsWith("At", StringComparison.Ordinal))
                .Select(column => $"{reader.GetName(column)}={reader.GetValue(column)}");
            rows.Add(string.Join("  ", columns));
        }
        return rows;
    }
}
