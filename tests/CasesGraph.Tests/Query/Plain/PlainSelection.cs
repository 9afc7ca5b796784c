using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query.Plain;

/// <summary>What of a selection counts for an object of a type.</summary>
internal sealed class PlainSelection(ApiShape shape)
{
    /// <summary>The specification's CollectFields: fragments spread, conditions applied, equal keys merged.</summary>
    public IEnumerable<(string Key, Field Field, IReadOnlyList<Selected> Below)> Fields(
        string type,
        IReadOnlyList<Selected> set
    ) =>
        Spread(type, set)
            .GroupBy(field => field.Key, StringComparer.Ordinal)
            .Select(same =>
                (same.Key, same.First(), (IReadOnlyList<Selected>)[.. same.SelectMany(field => field.Below ?? [])])
            );

    private IEnumerable<Field> Spread(string type, IReadOnlyList<Selected> set) =>
        set.Where(selected => selected.IsIncluded)
            .SelectMany(selected =>
                selected switch
                {
                    Field field => [field],
                    Inline inline => inline.On is null || Applies(inline.On, type) ? Spread(type, inline.Below) : [],
                    Spread { Fragment: var fragment } => Applies(fragment.On, type) ? Spread(type, fragment.Below) : [],
                    _ => throw new NotSupportedException(selected.GetType().Name),
                }
            );

    private bool Applies(string condition, string type) =>
        string.Equals(condition, type, StringComparison.Ordinal)
        || shape[condition].PossibleTypes.Contains(type, StringComparer.Ordinal);
}
