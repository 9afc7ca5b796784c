using CasesGraph.Imports.Analyzing;

namespace CasesGraph.Imports.Proposing;

/// <summary>A column as callers are told of it.</summary>
internal static class ColumnReport
{
    private const int LettersInAlphabet = 26;

    public static ImportColumn Of(
        int index,
        ColumnStats stats,
        TableScan scan,
        IReadOnlyList<ImportFieldProposal> proposals,
        TargetFields targets
    )
    {
        var header = scan.Headers[index];
        var best = proposals is [var first, ..] ? targets.Find(first.Field) : null;
        return new(
            index,
            Letter(index),
            header,
            header is null ? [] : Repeats(index, header, scan.Headers),
            stats.Kind,
            stats.Filled,
            stats.Values.IsKnown ? stats.Values.Count : null,
            stats.Longest,
            stats.Samples,
            Values(stats.Values, best),
            stats.Dates.Formats(best is { IsTime: true }),
            proposals
        );
    }

    private static IReadOnlyList<int> Repeats(int index, string header, IReadOnlyList<string?> headers) =>
        [
            .. headers
                .Index()
                .Where(other => other.Index != index && header.Equals(other.Item, StringComparison.Ordinal))
                .Select(other => other.Index),
        ];

    private static IReadOnlyList<ImportValue> Values(DistinctValues values, TargetField? field)
    {
        if (!values.IsKnown)
            return [];
        var all = values.All.ToList();
        var meant = ValueMapper.Of(field)?.FindAll([.. all.Select(value => value.Value)]);
        return
        [
            .. all.Select(
                    (value, place) =>
                        new ImportValue(
                            value.Value,
                            value.Count,
                            (int)value.FirstRow,
                            meant?[place]?.Name,
                            meant?[place]?.IsCertain ?? false
                        )
                )
                .OrderByDescending(value => value.Count)
                .ThenBy(value => value.FirstRow),
        ];
    }

    private static string Letter(int index) =>
        index < LettersInAlphabet
            ? $"{(char)('A' + index)}"
            : Letter((index / LettersInAlphabet) - 1) + Letter(index % LettersInAlphabet);
}
