using CasesGraph.Graph;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Tells filters that hold no condition, however they are nested: what is left of one when its variables are not set.
/// And filters that hold too much: what a variable brings is not in the document, whose limits so do not bound it.
/// </summary>
internal static class FilterMeaning
{
    /// <summary>An embedded database takes expressions up to 1,000 deep, and a chain of conditions is as deep as it is long.</summary>
    private const int MostConditions = 500;

    /// <summary>Translating nested lists costs twice as much with each step.</summary>
    private const int MostSteps = 15;

    /// <summary>Throws when the filter is more than the database takes.</summary>
    public static void CheckSize(Filter filter)
    {
        var size = SizeOf(filter);
        Check("conditions", size.Conditions, MostConditions);
        Check("relations within each other", size.Steps, MostSteps);
    }

    extension(Filter? filter)
    {
        /// <summary>True when the filter keeps every row, whatever the rows hold.</summary>
        public bool KeepsAll =>
            filter switch
            {
                null => true,
                AllOf { Filters: var parts } => parts.All(part => part.KeepsAll),
                AnyOf { Filters: var parts } => parts.Any(part => part.KeepsAll),
                Related related => related.Filter.KeepsAll,
                SomeOf some => some.Negated && some.Filter.KeepsNone,
                Comparison { Operator: ComparisonOperator.In, Value: null } c => c is { Negated: true, OrNull: false },
                Comparison { Operator: ComparisonOperator.Equal, Value: null } c => c.Negated && IsRequired(c.Path),
                BooleanComparison { Value: null } comparison => comparison.Negated && IsRequired(comparison.Path),
                _ => false,
            };

        private bool KeepsNone =>
            filter switch
            {
                AllOf { Filters: var parts } => parts.Any(part => part.KeepsNone),
                AnyOf { Filters: var parts } => parts.All(part => part.KeepsNone),
                Related related => related.Filter.KeepsNone,
                _ => false,
            };
    }

    private static (int Conditions, int Steps) SizeOf(Filter filter) =>
        filter switch
        {
            AllOf { Filters: var parts } => SizeOf(parts),
            AnyOf { Filters: var parts } => SizeOf(parts),
            Related related => OneMore(SizeOf(related.Filter)),
            SomeOf some => OneMore(SizeOf(some.Filter)),
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

    private static bool IsRequired(Column column) => !Nullability.MayBeNull(column.Property);
}
