using CasesGraph.Data;

namespace CasesGraph.Query;

/// <summary>
/// About how many rows a root list has: counted as far as that is quick, and beyond that estimated, in at most two
/// statements whose cost does not grow with the count, where an index answers the filter. A filter that none answers and
/// few rows meet is looked for in the whole table.
/// </summary>
/// <param name="Counted">The number of rows, up to the limit, and the table's last key.</param>
/// <param name="Estimated">As <see cref="Data.Dialect.Estimate"/> makes it.</param>
internal sealed record CountEstimate(Statement Counted, Statement Estimated)
{
    /// <summary>Up to here the number is exact.</summary>
    public const int MostCounted = 10_000;

    private const int SampledKeys = 5_000;

    /// <summary>Its multiples lie evenly and without a period within 1, so a sample meets no pattern of the rows.</summary>
    private const double GoldenRatio = 0.6180339887498949;

    public async Task<long> RunAsync(ReadSession session, RequestValues values, CancellationToken token)
    {
        var counted = await session.ReadAsync(Counted, values, [], MostCounted + 1, token);
        var count = counted[0, 0].Number;
        if (count <= MostCounted)
            return count;
        var last = counted[0, 1].Number;
        var estimated = await session.ReadAsync(Estimated, values, Sample(last), limit: 0, token);
        return Math.Max(count, session.Dialect.ReadEstimate(estimated[0, 0], (double)last / SampledKeys));
    }

    /// <summary>A key out of each of as many parts of equal length.</summary>
    private static List<long> Sample(long last) =>
        [
            .. Enumerable
                .Range(0, SampledKeys)
                .Select(part => 1 + (long)((part + (part * GoldenRatio % 1)) * last / SampledKeys))
                .Distinct(),
        ];
}
