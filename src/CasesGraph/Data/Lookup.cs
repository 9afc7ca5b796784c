using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Statements that look for rows by little, deleted rows included.</summary>
internal static class Lookup
{
    private const string Value = "@value";

    /// <summary>The row with a value in a unique column; the statement's only slot is the value.</summary>
    public static Statement ByText(EntityModel entity, string by, params (string Name, StoredAs Kind)[] columns) =>
        new(
            $"""
            SELECT {Sql.Names(columns.Select(column => column.Name))} FROM "{entity.Table}"
            WHERE "{by}" = {Value}
            """,
            [new(Value, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(string))))],
            [.. columns.Select(column => column.Kind)]
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
}
