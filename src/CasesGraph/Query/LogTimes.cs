using System.Linq.Expressions;
using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Query;

/// <summary>
/// Where in the log the entries of a filter's times are: a list looks at these alone, and the conditions on the times
/// themselves still decide (docs/decisions/0026).
/// </summary>
internal sealed record LogTimes(Statement Ends)
{
    /// <summary>Null where a filter of the log's entries says nothing of times that has to hold of all.</summary>
    /// <param name="fromOnly">
    /// Whether entries may be met that are not settled yet: of these it is not known how late they are.
    /// </param>
    public static LogTimes? Of(Filter? where, Dialect dialect, bool fromOnly = false)
    {
        var times = All(where).Where(IsOfTime).ToList();
        var from = times.Find(IsFrom)?.Value;
        var to = fromOnly ? null : times.Find(IsTo)?.Value;
        return from is null && to is null ? null : new(TimesInLog.Ends(dialect, HolderOf(from), HolderOf(to)));
    }

    /// <summary>Whether a filter says where times begin.</summary>
    public static bool HaveBeginning(Filter where) => All(where).Where(IsOfTime).Any(IsFrom);

    /// <summary>The values of a run with the part of the log that it looks at.</summary>
    /// <param name="page">Of the log; null for a list of something else.</param>
    public async Task<RequestValues> OpenAsync(
        ReadSession session,
        RequestValues values,
        ListArguments? page,
        CancellationToken token
    )
    {
        var ends = await session.ReadAsync(Ends, values, [], limit: 0, token);
        var (from, to) = (ends[0, 0].Number, ends[0, 1].Number);
        var (low, high) = page is { Order: [{ Descending: true }] }
            ? (page.Before, page.After)
            : (page?.After, page?.Before);
        var pageFrom = low?.Values[0] is { } first ? Math.Max(from, (long)values[first]) : from;
        var pageTo = high?.Values[0] is { } last ? Math.Min(to, (long)values[last]) : to;
        return values.Within(new LogPart(from, to, pageFrom, pageTo, WindowEnd: 0));
    }

    /// <summary>The conditions that an entry is between two places.</summary>
    public static Expression[] Between(Expression position, Holder from, Holder to) =>
        [Expression.GreaterThan(position, from.Expression), Expression.LessThan(position, to.Expression)];

    /// <summary>The comparisons that hold of all rows which a filter finds.</summary>
    public static IEnumerable<Comparison> All(Filter? filter) =>
        filter switch
        {
            AllOf { Filters: var parts } => parts.SelectMany(All),
            Comparison comparison => [comparison],
            SaidTwice { Column: { Negated: false, Value: not null } column } => [column],
            _ => [],
        };

    private static bool IsOfTime(Comparison comparison) =>
        comparison.Value is not null
        && string.Equals(comparison.Path.Property.Name, EntityModel.Log.Declared.ReadBy, StringComparison.Ordinal);

    private static bool IsFrom(Comparison comparison) =>
        comparison switch
        {
            { Operator: ComparisonOperator.Equal } => !comparison.Negated,
            { Operator: ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual } => !comparison.Negated,
            { Operator: ComparisonOperator.Less or ComparisonOperator.LessOrEqual } => comparison.Negated,
            _ => false,
        };

    private static bool IsTo(Comparison comparison) =>
        comparison is { Operator: ComparisonOperator.Equal }
            ? !comparison.Negated
            : comparison.Operator is >= ComparisonOperator.Greater and <= ComparisonOperator.LessOrEqual
                && !IsFrom(comparison);

    private static Holder? HolderOf(Slot? slot) => slot is null ? null : Holder.ForSlot(slot);
}
