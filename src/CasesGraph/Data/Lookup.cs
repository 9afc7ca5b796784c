using CasesGraph.Model;

namespace CasesGraph.Data;

/// <summary>Statements that look for the row with a value in a unique column, deleted rows included.</summary>
internal static class Lookup
{
    private const string Value = "@value";

    /// <summary>The statement whose only slot is the value.</summary>
    public static Statement ByText(EntityModel entity, string by, params (string Name, StoredAs Kind)[] columns) =>
        new(
            $"""
            SELECT {Sql.Names(columns.Select(column => column.Name))} FROM "{entity.Table}"
            WHERE "{by}" = {Value}
            """,
            [new(Value, Holder.ForSlot(new Slot(List: 0, Index: 0, typeof(string))))],
            [.. columns.Select(column => column.Kind)]
        );
}
