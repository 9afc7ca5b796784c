using System.Text;
using System.Text.Json;
using CasesGraph.Cases;
using CasesGraph.Groups;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Cases.Groups;

/// <summary>The value of a group in one dimension, in the order of its kind.</summary>
/// <param name="Written">As the API writes it.</param>
/// <param name="Text">As it reads.</param>
internal sealed record PlainValue(string? Written, string? Text, long Number)
{
    public static readonly PlainValue None = new(Written: null, Text: null, Number: 0);

    /// <summary>What comes before the number in the order.</summary>
    public string Sorted { get; init; } = "";

    public DateTime Time => new(Number, DateTimeKind.Utc);

    public static readonly IComparer<PlainValue> Ascending = Comparer<PlainValue>.Create(
        (left, right) => left.Compare(right)
    );

    public int Compare(PlainValue other) =>
        (Text is null, other.Text is null) switch
        {
            (true, true) => 0,
            (true, false) => -1,
            (false, true) => 1,
            _ when Bytes(Sorted).SequenceCompareTo(Bytes(other.Sorted)) is not 0 and var byName => byName,
            _ => Number.CompareTo(other.Number),
        };

    private static ReadOnlySpan<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>Groups in plain code.</summary>
/// <param name="byKey">All in the order of their values, with how many cases each has.</param>
internal sealed class PlainGroups(IEnumerable<(string Values, int Count)> byKey, long total)
{
    public static PlainGroups Of(PlainDimension[] by, IEnumerable<Case> cases)
    {
        var found = Counted(by, cases);
        return new PlainGroups(
            found.Keys.Order(Comparer<PlainValue[]>.Create(Compare)).Select(key => (Text(key), found[key])),
            found.Count
        );
    }

    public static PlainGroups Filled(PlainDimension[] by, IEnumerable<Case> cases)
    {
        var found = Counted(by, cases).ToDictionary(group => Text(group.Key), group => group, StringComparer.Ordinal);
        var all = by.Select(
                (dimension, at) =>
                    dimension.Between([.. found.Values.Select(group => group.Key[at]).Distinct()]).ToList()
            )
            .ToList();
        var keys = all.Skip(1)
            .Aggregate(
                all[0].Select(value => new[] { value }),
                (left, right) => left.SelectMany(_ => right, (key, value) => (PlainValue[])[.. key, value])
            );
        return new PlainGroups(
            keys.Select(Text).Select(key => (key, found.TryGetValue(key, out var group) ? group.Value : 0)),
            all.Aggregate(1L, (product, values) => product * values.Count)
        )
        {
            Counts =
            [
                .. found
                    .OrderBy(group => group.Value.Key, Comparer<PlainValue[]>.Create(Compare))
                    .Select(group => (group.Key, group.Value.Value)),
            ],
        };
    }

    /// <summary>Those with cases, where they are few among all.</summary>
    private IReadOnlyList<(string Values, int Count)>? Counts { get; init; }

    /// <summary>The page as <see cref="GroupPages.PageAsync"/> gives it.</summary>
    public IReadOnlyList<string> Page(GroupOrder order, int first)
    {
        var sorted =
            order is GroupOrder.Key
                ? byKey
                : (Counts ?? byKey)
                    .OrderByDescending(group => group.Count)
                    .Concat(Counts is null ? [] : byKey.Where(group => group.Count == 0));
        var page = sorted.Take(first).Select(group => $"{group.Values}: {group.Count}").ToList();
        return [$"{total} {total > page.Count}", .. page];
    }

    private static Dictionary<PlainValue[], int> Counted(PlainDimension[] by, IEnumerable<Case> cases) =>
        cases
            .Select(c => by.Select(dimension => dimension.ValueOf(c)).ToArray())
            .GroupBy(Text, StringComparer.Ordinal)
            .ToDictionary(group => group.First(), group => group.Count());

    private static string Text(PlainValue[] key) =>
        string.Join('|', key.Select(value => $"{value.Written} {value.Text}"));

    private static int Compare(PlainValue[]? left, PlainValue[]? right) =>
        left!.Zip(right!, (one, other) => one.Compare(other)).FirstOrDefault(order => order != 0);
}

internal static class GroupPages
{
    /// <summary>How many groups there are and whether that is more than come; then each with values, texts and count.</summary>
    public static async Task<IReadOnlyList<string>> PageAsync(
        this SampleServer sample,
        PlainDimension[] by,
        string arguments,
        GroupOrder order,
        int first
    )
    {
        var dimensions = string.Join(", ", by.Select(dimension => dimension.Asked));
        var data = await sample.DataAsync(
            $$"""
            { caseGroups(by: [{{dimensions}}], first: {{first}}, order: {{Naming.UpperSnake(
                $"{order}"
            )}}, {{arguments}}) {
              totalGroups truncated groups { count keys { value text } } } }
            """
        );
        var groups = data.GetProperty("caseGroups");
        return
        [
            $"{groups.GetProperty("totalGroups")} {groups.GetProperty("truncated").GetBoolean()}",
            .. groups
                .GetProperty("groups")
                .EnumerateArray()
                .Select(group => $"{Keys(group)}: {group.GetProperty("count")}"),
        ];
    }

    private static string Keys(JsonElement group) =>
        string.Join(
            '|',
            group
                .GetProperty("keys")
                .EnumerateArray()
                .Select(key => $"{key.GetProperty("value")} {key.GetProperty("text")}")
        );
}
