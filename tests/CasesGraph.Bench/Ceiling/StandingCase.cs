using System.Data.Common;
using System.Globalization;

namespace CasesGraph.Bench.Ceiling;

/// <summary>What a write needs to know of a case.</summary>
/// <param name="Links">The facets of its links.</param>
internal sealed record StandingCase(
    int Status,
    int Priority,
    int? Type,
    int Source,
    long? Account,
    long? Assignee,
    long? OpenedBy,
    string Links,
    int Version,
    bool IsAnswered
)
{
    public const string Columns = """
        c."Status", c."Priority", c."Type", c."Source", c."AccountId", c."AssignedToId", c."OpenedById",
        c."LinkFacets", c."Version", c."FirstResponseAt" IS NOT NULL
        """;

    /// <summary>The number of columns.</summary>
    public const int Width = 10;

    /// <summary>As the log keeps them.</summary>
    public string Facets =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"|s{Status}|p{Priority}|t{Type}|c{Source}|a{Account}|u{Assignee}|r{OpenedBy}|{Links}"
        );

    public static StandingCase Read(DbDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetInt32(1),
            row.IsDBNull(2) ? null : row.GetInt32(2),
            row.GetInt32(3),
            Key(row, 4),
            Key(row, 5),
            Key(row, 6),
            row.GetString(7),
            row.GetInt32(8),
            row.GetBoolean(9)
        );

    private static long? Key(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
