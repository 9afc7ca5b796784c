using System.Globalization;
using System.Text.RegularExpressions;
using CasesGraph.Bench.Databases;

namespace CasesGraph.Bench.Running;

/// <summary>
/// What two servers wrote must be the same too, row by row; times aside, and on PostgreSQL places in the log, which tell
/// the transaction.
/// </summary>
internal static partial class WrittenRows
{
    private const int FieldsOfCase = 7;

    /// <summary>Stops the bench at the first row that differs.</summary>
    /// <param name="product">The rows of the product.</param>
    /// <param name="other">Those of another server.</param>
    /// <param name="cases">So many were written to both.</param>
    public static async Task CompareAsync(
        BenchDatabase database,
        string product,
        string other,
        int cases,
        CancellationToken token
    )
    {
        await CompareAsync("Case", "UpdatedAt", cases);
        await CompareAsync("ChangeSet", "Id", cases);
        await CompareAsync("CaseChange", "Id", cases);
        await CompareAsync("FieldChange", "Id", cases * FieldsOfCase);
        await CompareAsync("CaseUpdate", "Id", cases);

        async Task CompareAsync(string table, string key, int count)
        {
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT * FROM \"{table}\" ORDER BY \"{key}\" DESC LIMIT {count}"
            );
            var (expected, actual) = (await ReadAsync(table, product, sql), await ReadAsync(table, other, sql));
            for (var row = 0; row < count; row++)
            {
                if (!string.Equals(expected[row], actual[row], StringComparison.Ordinal))
                    throw new BenchStoppedException(
                        $"{table} differs:\nproduct  {expected[row]}\nother    {actual[row]}"
                    );
            }
        }

        async Task<List<string>> ReadAsync(string table, string connectionString, string sql)
        {
            await using var connection = await database.OpenAsync(connectionString, token);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(token);
            var rows = new List<string>();
            while (await reader.ReadAsync(token))
            {
                var columns = Enumerable
                    .Range(0, reader.FieldCount)
                    .Where(column =>
                        !reader.GetName(column).EndsWith("At", StringComparison.Ordinal)
                        && (database.Provider is "Sqlite" || !IsPosition(table, reader.GetName(column)))
                    )
                    .Select(column =>
                        $"{reader.GetName(column)}={Timeless(reader.GetName(column), reader.GetValue(column))}"
                    );
                rows.Add(string.Join("  ", columns));
            }
            return rows;
        }
    }

    private static bool IsPosition(string table, string column) =>
        (table, column) is ("CaseChange", "Id") or ("FieldChange", "ChangeId") or ("CaseUpdate", "ChangeId");

    /// <summary>Times stand in what the log keeps of them too.</summary>
    private static object Timeless(string column, object value) =>
        column is "Settled" && value is string settled ? Times().Replace(settled, "") : value;

    [GeneratedRegex("[0-9]{16}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();
}
