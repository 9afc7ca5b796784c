using System.Globalization;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Figures;

/// <summary>Values as they occur in the data, for requests to be about something.</summary>
/// <param name="Cases">Their numbers run from 1 to this.</param>
/// <param name="Deleted">Those that take no changes; empty where that does not matter.</param>
/// <param name="Cursors">Places deep in the list of a filter; empty where they are not needed.</param>
internal sealed record Samples(
    int Cases,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Descriptions,
    IReadOnlyList<string> Accounts,
    IReadOnlyList<string> Users,
    IReadOnlySet<int> Deleted,
    IReadOnlyDictionary<CaseFilter, IReadOnlyList<string>> Cursors
)
{
    public static string[] Statuses { get; } = ["NEW", "ASSIGNED", "PENDING_INPUT", "CLOSED", "REJECTED", "DUPLICATE"];
    public static string[] Priorities { get; } = ["HIGH", "MEDIUM", "LOW"];
    public static string[] Types { get; } = ["ADMINISTRATION", "PRODUCT", "USER"];

    public static string[] States { get; } = ["OPEN", "CLOSED"];
    public static string[] Sources { get; } = ["API", "PORTAL", "EMAIL", "IMPORT"];

    /// <summary>All lists that are read: most cases are closed, and these lists are the longest.</summary>
    public static IReadOnlyList<CaseFilter> Filters { get; } =
    [.. Statuses.SelectMany(status => Priorities.Select(priority => new CaseFilter(status, priority)))];

    public static IEnumerable<CaseFilter> LongFilters => Filters.Where(filter => filter.Status is "CLOSED");

    public CaseFilter Filter(Random random, bool deep) => OneOf(random, deep ? [.. Cursors.Keys] : Filters);

    /// <summary>The number of a case that can be changed.</summary>
    public string InUse(Random random)
    {
        while (true)
        {
            if (random.Next(1, Cases + 1) is var number && !Deleted.Contains(number))
                return number.ToString(CultureInfo.InvariantCulture);
        }
    }

    public string Cursor(Random random, CaseFilter filter) => OneOf(random, Cursors[filter]);

    public static T OneOf<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}

internal sealed record CaseFilter(string Status, string Priority);
