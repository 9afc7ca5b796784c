using System.Globalization;
using CsCheck;

namespace CasesGraph.Tests.Query.Requests;

/// <summary>The choices of one random value, in plain code; CsCheck prints the seed and keeps the smallest failure.</summary>
public sealed class Choices(PCG random)
{
    /// <summary>How many choices were made: what CsCheck makes small.</summary>
    public ulong Made { get; private set; }

    public int Below(int count)
    {
        Made++;
        return (int)random.Next((uint)count);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public IReadOnlyList<T> Some<T>(int count, Func<T> make) => [.. Enumerable.Range(0, count).Select(_ => make())];
}

/// <summary>A generator written as plain code over <see cref="Choices"/>.</summary>
public sealed class Chosen<T>(Func<Choices, T> make) : Gen<T>
{
    public override T Generate(PCG pcg, Size? min, out Size size)
    {
        var choices = new Choices(pcg);
        var made = make(choices);
        size = new Size(choices.Made);
        return made;
    }
}

internal static class Iterations
{
    private static readonly double Factor = double.TryParse(
        Environment.GetEnvironmentVariable("CASESGRAPH_TEST_FACTOR"),
        CultureInfo.InvariantCulture,
        out var factor
    )
        ? factor
        : 1;

    /// <summary>Whether nothing of a walk over all there is may be left out.</summary>
    public static bool AreWhole => Factor >= 1;

    /// <summary>
    /// How often a property is tried: at least once, and as often as CASESGRAPH_TEST_FACTOR says, such as 20 for a night.
    /// </summary>
    public static long Of(int usual) => (long)Math.Max(1, usual * Factor);

    /// <summary>All, or as many of them as the factor says where it is less than one: others each day.</summary>
    public static IEnumerable<T> Share<T>(IEnumerable<T> all)
    {
        if (AreWhole)
            return all;
        var random = new Random(TimeProvider.System.GetUtcNow().DayOfYear);
        return all.Where(_ => random.NextDouble() < Factor);
    }
}
