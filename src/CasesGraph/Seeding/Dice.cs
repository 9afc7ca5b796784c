namespace CasesGraph.Seeding;

/// <summary>
/// Chance that falls alike on every machine and every runtime (SplitMix64): the same seed tells the same story.
/// </summary>
internal sealed class Dice(long seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15);

    /// <summary>From 0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => (int)(((NextBits() >> 32) * (ulong)below) >> 32);

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double percent) => Fraction() * 100 < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>Some are met far more often than others, as customers are.</summary>
    public T PickSkewed<T>(IReadOnlyList<T> items) => items[Math.Min(Next(items.Count), Next(items.Count))];

    /// <summary>The index that a throw falls on when each has its weight.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
            total += weight;
        var thrown = Next(total);
        var index = 0;
        while (thrown >= weights[index])
            thrown -= weights[index++];
        return index;
    }

    private ulong NextBits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
