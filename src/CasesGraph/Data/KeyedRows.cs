using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>Statements on many rows of an entity by their keys, each on all of them at once (<see cref="Sql"/>).</summary>
/// <param name="parameters">Those of the expressions.</param>
internal sealed class KeyedRows(CasesDb db, EntityModel entity, SqlParameters parameters)
{
    private string Key => $"\"{entity.Key!.Name}\"";

    /// <summary>Keys as a table of "Key" and, in their order, "At".</summary>
    public string Table(IReadOnlyList<long> keys) => db.Dialect.Items(parameters.Add(db.Dialect.ListParameter(keys)));

    /// <summary>A whole number for each key, in their order; all of a row is null where there is none.</summary>
    /// <param name="number">An expression over the row.</param>
    public async Task<List<KeyedNumber>> NumbersAsync(IReadOnlyList<long> keys, string number, CancellationToken token)
    {
        var seen = await db.SeenAsync(entity.Type, keys, token);
        var isSeen = seen == keys ? "" : $""" AND c.{Key} IN (SELECT s."Key" FROM {Table([.. seen])} AS s)""";
        var sql = $"""
            SELECT k."Key" AS "Key", {number} AS "Number"
            FROM {Table(keys)} AS k LEFT JOIN "{entity.Table}" AS c ON c.{Key} = k."Key"{isSeen} ORDER BY k."At"
            """;
        return await db.Database.SqlQueryRaw<KeyedNumber>(sql, parameters.Values).ToListAsync(token);
    }

    /// <summary>Gives columns new values, which are expressions over the row as it is before.</summary>
    /// <param name="keys">As <see cref="Table"/> makes them.</param>
    public Task UpdateAsync(string keys, IEnumerable<(string Column, string After)> columns, CancellationToken token)
    {
        var set = string.Join(", ", columns.Select(column => $"\"{column.Column}\" = {column.After}"));
        return RunAsync(
            $"""UPDATE "{entity.Table}" AS c SET {set} WHERE c.{Key} IN (SELECT k."Key" FROM {keys} AS k)""",
            token
        );
    }

    /// <summary>Adds a row to another table for each, in the order of the keys.</summary>
    /// <param name="columns">The values are expressions over this entity's row.</param>
    public Task InsertAsync(
        string keys,
        string into,
        IReadOnlyList<(string Column, string Value)> columns,
        CancellationToken token
    ) =>
        RunAsync(
            $"""
            INSERT INTO "{into}" ({Sql.Names(columns.Select(column => column.Column))})
            SELECT {string.Join(", ", columns.Select(column => column.Value))}
            FROM {keys} AS k JOIN "{entity.Table}" AS c ON c.{Key} = k."Key" ORDER BY k."At"
            """,
            token
        );

    /// <summary>What comes behind FROM for those that some changed rows refer to (<see cref="UnionInsert"/>).</summary>
    public string OfChanged(string reference, string when) =>
        $"""ch JOIN "{entity.Table}" AS c ON c.{Key} = ch."{reference}" WHERE {when}""";

    public Task RunAsync(string statement, CancellationToken token) =>
        db.Database.ExecuteSqlRawAsync(statement, parameters.Values, token);
}

internal sealed record KeyedNumber(long Key, int Number);
