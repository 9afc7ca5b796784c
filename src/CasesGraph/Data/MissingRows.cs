using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

internal static class MissingRows
{
    extension(CasesDb db)
    {
        /// <summary>
        /// Writes new rows but those whose unique values others have, also such as another transaction is about to write:
        /// it is waited for. The database gives them their keys.
        /// </summary>
        /// <returns>The keys of those that were written.</returns>
        public async Task<List<long>> AddMissingAsync<TEntity>(
            IReadOnlyCollection<TEntity> rows,
            CancellationToken token
        )
            where TEntity : class
        {
            var row = EntityRow.Of(db.Model, typeof(TEntity));
            var columns = row.Columns.Index().Where(column => column.Index != row.Key).ToList();
            var parameters = new SqlParameters();
            var values = rows.Select(entity => row.Values(entity))
                .Select(of => $"({string.Join(", ", columns.Select(column => Value(of[column.Index], parameters)))})");
            var sql = $"""
                INSERT INTO "{row.Table}" ({string.Join(", ", columns.Select(column => $"\"{column.Item.Name}\""))})
                VALUES {string.Join(", ", values)} ON CONFLICT DO NOTHING RETURNING "{row.Columns[
                    row.Key!.Value
                ].Name}" AS "Value"
                """;
            return await db.Database.SqlQueryRaw<long>(sql, parameters.Values).ToListAsync(token);
        }
    }

    private static string Value(BulkValue value, SqlParameters parameters) =>
        value switch
        {
            { Text: { } text } => parameters.Add(text),
            { Number: { } number } => number.ToString(CultureInfo.InvariantCulture),
            _ => "NULL",
        };
}
