using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>Names and addresses as they are compared, of the objects that there are already.</summary>
internal static class FoldedKeys
{
    private static readonly (string Table, string Column, string Of)[] Columns =
    [
        ("Account", "NameKey", "Name"),
        ("Contact", "EmailKey", "Email"),
        ("User", "EmailKey", "Email"),
    ];

    /// <param name="key">The SQL of the key of a column.</param>
    public static void Fill(MigrationBuilder migration, Func<string, string> key)
    {
        foreach (var (table, column, of) in Columns)
            migration.Sql($"""UPDATE "{table}" SET "{column}" = {key($"\"{of}\"")} WHERE "{of}" IS NOT NULL""");
    }
}
