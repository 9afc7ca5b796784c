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
    /// <summary>
    /// How often a property is tried: at least once, and as often as CASESGRAPH_TEST_FACTOR says, such as 20 for a night.
    /// </summary>
    public static long Of(int usual) =>
        double.TryParse(
            Environment.GetEnvironmentVariable("CASESGRAPH_TEST_FACTOR"),
            CultureInfo.InvariantCulture,
            out var factor
        )
            ? (long)Math.Max(1, usual * factor)
            : usual;
}
