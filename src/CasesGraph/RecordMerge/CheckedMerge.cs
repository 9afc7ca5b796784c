using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.RecordMerge;

/// <summary>A merge that nothing is wrong with.</summary>
/// <param name="Members">All that take part by their keys, the one that goes on first.</param>
/// <param name="Choices">The one that a field's value is taken from, for the fields that were chosen.</param>
/// <param name="Values">What the one that goes on gets.</param>
internal sealed record CheckedMerge<TEntity>(
    IReadOnlyList<(long Key, TEntity Row)> Members,
    IReadOnlyDictionary<ValueField, long> Choices,
    IReadOnlyDictionary<ValueField, object?> Values
)
    where TEntity : class
{
    public long Primary => Members[0].Key;

    public IReadOnlyList<long> All { get; } = [.. Members.Select(one => one.Key)];

    /// <summary>The duplicates.</summary>
    public IReadOnlyList<long> Leaving { get; } = [.. Members.Skip(1).Select(one => one.Key)];

    /// <summary>The one whose id in another system is taken, which only one can have; null for none.</summary>
    public long? LosesReference =>
        ExternalReferences<TEntity>.Declared is { } reference && Values.GetValueOrDefault(reference) is not null
            ? Choices[reference]
            : null;
}
