using CasesGraph.Data;
using CasesGraph.Roles;
using CasesGraph.Teams;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Seeding;

/// <summary>All rows of all tables as text, to compare databases with; but those that every start writes.</summary>
internal static class SeededRows
{
    public static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database)
    {
        await using var db = database.CreateDb();
        var tables = db.Model.GetEntityTypes().Where(type => !type.HasSharedClrType);
        var rows = new List<string>();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        foreach (
            var table in tables
                .Select(type => type.GetTableName())
                .Except([nameof(Role), nameof(Team), nameof(AccessVersion)], StringComparer.Ordinal)
        )
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add($"{table}: {string.Join('|', values)}");
            }
        }
        return rows;
    }
}
