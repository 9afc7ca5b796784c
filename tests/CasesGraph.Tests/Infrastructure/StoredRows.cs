using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>All rows of a database's tables as text, to compare them with others, or with what they were.</summary>
internal static class StoredRows
{
    /// <summary>In the order of their texts.</summary>
    /// <param name="tables">Those that are left out.</param>
    /// <param name="columns">Those that are left out, of whatever table.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        TestDatabase database,
        IReadOnlyCollection<string> tables,
        params IReadOnlyCollection<string> columns
    )
    {
        await using var db = database.CreateDb();
        var names = db
            .Model.GetEntityTypes()
            .Where(type => !type.HasSharedClrType)
            .Select(type => type.GetTableName()!)
            .Distinct(StringComparer.Ordinal)
            .Except(tables, StringComparer.Ordinal)
            // What is kept of counts is folded from time to time; that it says what there is has a test of its own.
            .Where(table => !table.EndsWith("Tally", StringComparison.Ordinal));
        var rows = new List<string>();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        foreach (var table in names)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = Enumerable
                    .Range(0, reader.FieldCount)
                    .Where(column => !columns.Contains(reader.GetName(column), StringComparer.Ordinal))
                    .Select(column => Text(reader.GetValue(column)));
                rows.Add($"{table}: {string.Join('|', values)}");
            }
        }
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string Text(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
