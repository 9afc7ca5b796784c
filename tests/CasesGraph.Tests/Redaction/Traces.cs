using System.Text;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Writing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CasesGraph.Tests.Redaction;

/// <summary>What is left of a text anywhere: in rows, and in all files of the database and of attachments.</summary>
internal static class Traces
{
    /// <summary>Columns that have the text in a row, such as Case.Description; but for the search's own, which are cleaned up later.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database, string text)
    {
        await using var outside = await OutsideDatabase.OpenAsync(database);
        var columns = await outside.TextsAsync(
            TestDatabase.IsPostgres
                ? "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = 'public'"
                : "SELECT m.name || ' ' || c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.sql NOT LIKE '%VIRTUAL%' AND m.name NOT GLOB '*Text_*'"
        );
        var literal = text.Replace("'", "''", StringComparison.Ordinal);
        var found = new List<string>();
        foreach (var column in columns.Select(column => column.Split(' ')))
        {
            var value = TestDatabase.IsPostgres
                ? $"CASE WHEN pg_typeof(\"{column[1]}\") = 'bytea'::regtype THEN encode(\"{column[1]}\"::text::bytea, 'escape') ELSE \"{column[1]}\"::text END"
                : $"CAST(\"{column[1]}\" AS TEXT)";
            var where = TestDatabase.IsPostgres
                ? $"position('{literal}' in {value}) > 0"
                : $"instr({value}, '{literal}') > 0";
            var count = await outside.NumbersAsync($"SELECT COUNT(*) FROM \"{column[0]}\" WHERE {where}");
            if (count[0] > 0)
                found.Add($"{column[0]}.{column[1]}");
        }
        return found;
    }

    /// <summary>Cleans up as the product does, then as an operator does, and looks into every file.</summary>
    /// <param name="words">In small letters, as the search has them too.</param>
    public static async Task<IReadOnlyList<string>> FilesAsync(TestDatabase database, params string[] words)
    {
        // On PostgreSQL an old row stays as long as a transaction that may see it, be it one of the server's own loops.
        var left = await CleanedFilesAsync(database, words);
        for (var tries = 1; left.Count > 0 && TestDatabase.IsPostgres && tries < 60; tries++)
            left = await CleanedFilesAsync(database, words);
        return left;
    }

    private static async Task<IReadOnlyList<string>> CleanedFilesAsync(TestDatabase database, string[] words)
    {
        await database.Outside.CleanAsync(database.Gate, CancellationToken.None);
        var folder = database.Folder;
        if (TestDatabase.IsPostgres)
        {
            // What is sampled anew leaves the samples of before in old rows, of the statistics themselves.
            foreach (var sql in new[] { "VACUUM FULL ANALYZE", "VACUUM FULL pg_statistic", "CHECKPOINT" })
                await ExecuteAsync(database, sql);
            await using var outside = await OutsideDatabase.OpenAsync(database);
            folder = (await outside.TextsAsync("SHOW data_directory"))[0];
        }
        else
        {
            await using var connection = new SqliteConnection(database.Settings.ConnectionString);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            foreach (var sql in new[] { "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)" })
            {
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }
        return
        [
            .. new[] { folder, database.Folder }
                .Distinct(StringComparer.Ordinal)
                .SelectMany(one => Holding(one, words)),
        ];
    }

    private static IEnumerable<string> Holding(string folder, string[] words) =>
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        where !file.Contains("/pg_wal/", StringComparison.Ordinal)
        // A lead's own, which nobody else may read meanwhile and which has nothing in it.
        where !Path.GetFileName(file).Contains(".db.", StringComparison.Ordinal)
        let text = Text(file)
        from word in words
        where text.Contains(word, StringComparison.OrdinalIgnoreCase)
        select $"{word} in {Path.GetRelativePath(folder, file)}";

    /// <summary>Nothing of a file that goes meanwhile.</summary>
    public static string Text(string path)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var reader = new StreamReader(file, Encoding.Latin1);
            return reader.ReadToEnd();
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.Settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
