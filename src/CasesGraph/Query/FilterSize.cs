using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Tells filters that hold too much: what a variable brings is not in the document, whose limits so do not bound it.</summary>
internal static class FilterSize
{
    /// <summary>An embedded database takes expressions up to 1,000 deep, and a chain of conditions is as deep as it is long.</summary>
    private const int MostConditions = 500;

    /// <summary>Translating nested lists costs twice as much with each step.</summary>
    private const int MostSteps = 15;

    public static void Check(Filter filter)
    {
        var size = SizeOf(filter);
        Check("conditions", size.Conditions, MostConditions);
        Check("relations within each other", size.Steps, MostSteps);
    }

    private static (int Conditions, int Steps) SizeOf(Filter filter) =>
        filter switch
        {
            AllOf { Filters: var parts } => SizeOf(parts),
            AnyOf { Filters: var parts } => SizeOf(parts),
            Related related => OneMore(SizeOf(related.Filter)),
            SomeOf some => OneMore(SizeOf(some.Filter)),
            SaidTwice { Exact: var exact } => SizeOf(exact),
            _ => (1, 0),
        };

    private static (int Conditions, int Steps) SizeOf(IReadOnlyList<Filter> parts)
    {
        var sizes = parts.Select(SizeOf).ToList();
        return (1 + sizes.Sum(size => size.Conditions), sizes.Select(size => size.Steps).DefaultIfEmpty().Max());
    }

    private static (int Conditions, int Steps) OneMore((int Conditions, int Steps) size) =>
        (size.Conditions + 1, size.Steps + 1);

    private static void Check(string what, int actual, int most)
    {
        if (actual > most)
        {
            throw new RequestErrorException(
                GraphErrorCode.LimitExceeded,
                $"The filter has too many {what}: at most {most} are allowed, and there are {actual}."
            );
        }
    }
}
