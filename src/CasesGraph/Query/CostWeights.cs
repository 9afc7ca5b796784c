namespace CasesGraph.Query;

/// <summary>
/// What things cost, in points of about 10 µs of the processor: the one table. What is sent for a price is known before
/// anything runs; how many rows a database has is not, so that what may look at all of them has a price for 100,000.
/// </summary>
internal static class CostWeights
{
    /// <summary>An object by its key.</summary>
    public const double ById = 1;

    /// <summary>A list at the root.</summary>
    public const double List = 2;

    /// <summary>A list, or items, below a parent.</summary>
    public const double Parent = 0.2;
    public const double Row = 0.2;

    /// <summary>A relation to one object, which comes with its row.</summary>
    public const double Joined = 0.05;
    public const double LongText = 0.1;

    /// <summary>How many rows a list without pages has for each parent.</summary>
    public const int RowsWithoutPages = 4;

    public const double TotalCount = 30;
    public const double Groups = 50;
    public const double SearchTerm = 20;

    /// <summary>What a search has found of a row, with what it looks into beside the row.</summary>
    public const double Excerpt = 2;

    /// <summary>A comparison with a part of a text, which no index answers.</summary>
    public const double TextComparison = 20;

    /// <summary>A condition on the rows of a list.</summary>
    public const double ToMany = 10;
    public const double Duplicates = 100;

    public const double Mutation = 40;

    /// <summary>Objects that a mutation goes through at once; those that a job goes through are free.</summary>
    public static double Selected(int rows) => Math.Min(2.0 * rows, MostSelected);

    private const double MostSelected = 2_000;

    /// <summary>A subscription when it begins; its events are free.</summary>
    public const double Subscription = 20;
}
