using CasesGraph.Model;
using CasesGraph.Query;

namespace CasesGraph.ChangeLog.Following;

/// <summary>A list of cases whose changes are followed, decided in memory from what an entry of the log keeps.</summary>
/// <param name="condition">Over <see cref="CaseChange.FacetsAfter"/> and <see cref="CaseChange.CaseNumber"/>.</param>
internal sealed class FollowedList(Filter condition, ListValues values)
{
    /// <summary>
    /// At least one of these stands in the facets of every case of the list (<see cref="CaseFacets.Parts"/>); null where
    /// no such are known.
    /// </summary>
    public IReadOnlyList<string>? Facets { get; } = Needed(condition, values);

    /// <summary>Null where the list has the case neither before nor after.</summary>
    public ListEffect? Of(string? before, string? after, long? number) =>
        (Has(before, number), Has(after, number)) switch
        {
            (true, true) => ListEffect.Stayed,
            (true, false) => ListEffect.Left,
            (false, true) => ListEffect.Entered,
            _ => null,
        };

    /// <summary>As the API tells it.</summary>
    /// <param name="followed">The list, or what is known already of the row; null where no list is followed.</param>
    public static string? EffectOf(string? before, string? after, long? number, object? followed) =>
        (followed is FollowedList list ? list.Of(before, after, number) : (ListEffect?)followed) is { } effect
            ? Naming.UpperSnake(effect.ToString())
            : null;

    private static IReadOnlyList<string>? Needed(Filter condition, ListValues values)
    {
        switch (condition)
        {
            case Comparison { Operator: ComparisonOperator.Contains, Negated: false, Value: { } slot }:
                var text = (string)values[slot.Index];
                return CaseFacets.IsWhole(text) ? CaseFacets.Parts(text) : null;
            case AllOf(var parts):
                return parts
                    .Select(part => Needed(part, values))
                    .OfType<IReadOnlyList<string>>()
                    .MinBy(one => one.Count);
            case AnyOf(var choices):
                var each = choices.Select(choice => Needed(choice, values)).ToList();
                return each.Contains(null) ? null : [.. each.SelectMany(one => one!)];
            default:
                return null;
        }
    }

    private bool Has(string? facets, long? number) =>
        !string.IsNullOrEmpty(facets)
        && FilterInMemory.Holds(
            condition,
            values,
            (facets, number),
            static (row, column) => column.Property.Name is nameof(CaseChange.CaseNumber) ? row.number : row.facets
        );
}
