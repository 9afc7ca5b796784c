using Microsoft.EntityFrameworkCore.Migrations;

namespace CasesGraph.Data.Migrations;

/// <summary>
/// Optional texts of older versions that are empty become null, as every write makes them now; so do those of the log,
/// which has to tell what the rows are. The columns are those that there were then, whatever the model has now.
/// </summary>
internal static class EmptyTexts
{
    private static readonly (string Table, string[] Columns)[] Optional =
    [
        ("Account", ["Industry", "Website", "Phone", "Email"]),
        ("Contact", ["FirstName", "Email", "Phone", "Title"]),
        ("Bug", ["Description", "FoundIn", "FixedIn"]),
        ("User", ["Email"]),
        ("Case", ["Description", "Resolution", "WorkLog", "ExternalReference"]),
        ("FieldChange", ["Before", "After"]),
    ];

    public static void ToNull(MigrationBuilder migration)
    {
        foreach (var (table, columns) in Optional)
        {
            foreach (var column in columns)
                migration.Sql($"""UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" = ''""");
        }
    }
}
