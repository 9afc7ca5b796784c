using System.Text.Json;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench.Ceiling;

/// <summary>The enums of a case and of what belongs to it, as the columns hold them: by their place in the schema.</summary>
internal static class CaseColumns
{
    public const string Sql = """
        c."Number", c."Subject", c."Status", c."Priority", c."Type", c."State", c."Source", c."CreatedAt", c."UpdatedAt"
        """;

    public static string[] PriorityLabels { get; } = ["High", "Medium", "Low"];
    public static string[] TypeLabels { get; } = ["Administration", "Product", "User"];

    public static IReadOnlyList<Column> All { get; } =
    [
        new("id", 0, ColumnKind.Id, "Case"),
        new("number", 0, ColumnKind.Number),
        new("subject", 1, ColumnKind.Text),
        new("status", 2, ColumnKind.Name, Samples.Statuses),
        new("priority", 3, ColumnKind.Name, Samples.Priorities),
        new("type", 4, ColumnKind.Name, Samples.Types),
        new("state", 5, ColumnKind.Name, Samples.States),
        new("source", 6, ColumnKind.Name, Samples.Sources),
        new("createdAt", 7, ColumnKind.Instant),
        new("updatedAt", 8, ColumnKind.Instant),
    ];

    public static int Status(JsonElement value) => PlaceOf(value, Samples.Statuses);

    public static int Priority(JsonElement value) => PlaceOf(value, Samples.Priorities);

    public static int Type(JsonElement value) => PlaceOf(value, Samples.Types);

    private static int PlaceOf(JsonElement value, string[] names)
    {
        for (var place = 0; place < names.Length; place++)
        {
            if (value.ValueEquals(names[place]))
                return place;
        }
        throw new ArgumentOutOfRangeException(nameof(value), value.GetRawText(), "No such name.");
    }
}
