using System.Collections.Concurrent;
using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Statements that look for rows by little, deleted rows included.</summary>
internal static class Lookup
{
    private const string Value = "@value";
    private const string Last = "@last";

    /// <summary>So many of those in use, and as many others, are told apart.</summary>
    public const int Most = 11;

    private static readonly ConcurrentDictionary<(Type Type, string By), Statement> ByHandles = new();

    /// <summary>The statement whose only slot is the value.</summary>
    public static Statement ByText(EntityModel entity, string by, params (string Name, StoredAs Kind)[] columns) =>
        Of(
            $"""
            SELECT {Sql.Names(columns.Select(column => column.Name))} FROM "{entity.Table}"
            WHERE "{by}" = {Value}
            """,
            columns.Select(column => column.Kind)
        );

    /// <summary>The statement, without slots, for the rows whose flags are all set.</summary>
    public static Statement ByFlags(
        EntityModel entity,
        string[] flags,
        params (string Name, StoredAs Kind)[] columns
    ) =>
        new(
            $"""
            SELECT {Sql.Names(columns.Select(column => column.Name))} FROM "{entity.Table}"
            WHERE {string.Join(" AND ", flags.Select(flag => $"\"{flag}\""))}
            """,
            [],
            [.. columns.Select(column => column.Kind)]
        );

    /// <summary>How many rows behind a key have one of some numbers in a column; the statement's only slot is the key.</summary>
    public static Statement CountBehind(EntityModel entity, string column, params IEnumerable<int> numbers) =>
        new(
            $"""
            SELECT COUNT(*) FROM "{entity.Table}"
            WHERE "{entity.Key!.Name}" > {Value} AND "{column}" IN ({string.Join(", ", numbers)})
            """,
            [new(Value, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(long))))],
            [StoredAs.Number]
        );

    /// <summary>
    /// The rows behind a key up to another, in no order and at most so many. The statement's slots are the two keys.
    /// </summary>
    public static Statement Between(EntityModel entity, int most, params (string Name, StoredAs Kind)[] columns) =>
        new(
            $"""
            SELECT {Sql.Names(columns.Select(column => column.Name))} FROM "{entity.Table}"
            WHERE "{entity.Key!.Name}" > {Value} AND "{entity.Key.Name}" <= {Last}
            LIMIT {most}
            """,
            [
                new(Value, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(long)))),
                new(Last, Holder.ForSlot(new Slot(List: 0, Index: 1, typeof(long)))),
            ],
            [.. columns.Select(column => column.Kind)]
        );

    /// <summary>The statement for keys of objects that a handle names, each with whether anything new may refer to it.</summary>
    public static Statement ByHandle(EntityModel entity, Handle handle) =>
        ByHandles.GetOrAdd(
            (entity.Type, handle.Column),
            static (_, of) =>
            {
                var usable = LinkedColumns.Of(of.entity.Type).Usable;
                // Many may share a value; those in use are found first, however many others there are.
                var sql = of.handle.IsUnique
                    ? Rows("")
                    : $"""
                        SELECT * FROM ({Rows($"AND {usable} LIMIT {Most}")}) AS u
                        UNION ALL SELECT * FROM ({Rows($"AND NOT ({usable}) LIMIT {Most}")}) AS o
                        """;
                return Of(sql, [StoredAs.Number, StoredAs.Flag]);

                string Rows(string more) =>
                    $"""
                        SELECT "{of.entity.Key!.Name}", {usable} FROM "{of.entity.Table}"
                        WHERE "{of.handle.Column}" = {Value} {more}
                        """;
            },
            (entity, handle)
        );

    private static Statement Of(string sql, IEnumerable<StoredAs> columns) =>
        new(sql, [new(Value, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(string))))], [.. columns]);
}
