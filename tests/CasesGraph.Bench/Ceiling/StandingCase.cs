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
    long Team,
    long? Assignee,
    long? OpenedBy,
    string Links,
    int Version,
    bool IsAnswered,
    long? AssignedAt,
    long? StatusChangedAt,
    long? Detail = null
)
{
    public const string Columns = """
        c."Status", c."Priority", c."Type", c."Source", c."AccountId", c."TeamId", c."AssignedToId", c."OpenedById",
        c."LinkFacets", c."Version", c."FirstResponseAt" IS NOT NULL, c."AssignedAt", c."StatusChangedAt",
        c."StatusDetailId"
        """;

    /// <summary>The number of columns.</summary>
    public const int Width = 14;

    /// <summary>As the log keeps them.</summary>
    public string Facets =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"|s{Status}{(Detail is null ? "" : $"|d{Detail}")}|p{Priority}|t{Type}|c{Source}|a{Account}|q{Team}|u{Assignee}|r{OpenedBy}|{Links}"
        );

    public static StandingCase Read(DbDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetInt32(1),
            row.IsDBNull(2) ? null : row.GetInt32(2),
            row.GetInt32(3),
            Key(row, 4),
            row.GetInt64(5),
            Key(row, 6),
            Key(row, 7),
            row.GetString(8),
            row.GetInt32(9),
            row.GetBoolean(10),
            Key(row, 11),
            Key(row, 12),
            Key(row, 13)
        );

    private static long? Key(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
