using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>Statements on all rows that have one of many keys in a column.</summary>
internal static class RowsByKey
{
    extension(CasesDb db)
    {
        /// <summary>Deletes them.</summary>
        public Task DeleteByAsync(string table, string column, IReadOnlyCollection<long> keys, CancellationToken token)
        {
            var among = db.Dialect.Among($"\"{column}\"", "{0}");
            var sql = $"""DELETE FROM "{table}" WHERE {among}""";
            return db.Database.ExecuteSqlRawAsync(sql, [db.Dialect.ListParameter(keys)], token);
        }
    }
}
