using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data;

/// <summary>What keeping the full-text indexes as declared asks of either database.</summary>
internal static class SearchUpkeep
{
    public static async Task<HashSet<string>> TextsAsync(CasesDb db, string sql, CancellationToken token)
    {
        await db.Database.OpenConnectionAsync(token);
        try
        {
            await using var command = Command(db, sql);
            await using var reader = await command.ExecuteReaderAsync(token);
            var texts = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync(token))
                texts.Add(reader.GetString(0));
            return texts;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>In the transaction that is there.</summary>
    public static async Task ExecuteAsync(CasesDb db, string sql, CancellationToken token)
    {
        await using var command = Command(db, sql);
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>An index over a million rows takes its time.</summary>
    private static DbCommand Command(CasesDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}
