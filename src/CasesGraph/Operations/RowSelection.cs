using CasesGraph.Data;
using CasesGraph.Model;

namespace CasesGraph.Operations;

/// <summary>Which objects of a kind an operation is about.</summary>
/// <param name="Ids">The objects themselves; null when a condition finds them.</param>
/// <param name="Matching">Finds the keys of all that meet a condition, deleted ones too, inside the transaction.</param>
/// <param name="LeavesOut">
/// Whether the condition can leave out any of the objects looked at, deleted ones (true) or those in use: an unset variable
/// or an empty text may be all that it is made of.
/// </param>
public sealed record RowSelection<TEntity>(
    IReadOnlyList<Ref<TEntity>>? Ids,
    Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>>? Matching,
    Func<bool, bool> LeavesOut
)
    where TEntity : class
{
    /// <summary>Whether what finds them is a mistake, which has been noted: nothing is looked for then.</summary>
    public bool IsRefused { get; init; }

    /// <summary>
    /// The condition as it was given, where and search as JSON, with those of a kept one that it names, and with its order;
    /// null where the objects themselves are.
    /// </summary>
    public string? Condition { get; init; }

    /// <summary>The key of the kept condition that it names; null for none.</summary>
    public long? KeptCondition { get; init; }

    /// <summary>Finds the keys of those in use alone, with less work; null where there is no such short cut.</summary>
    public Func<CasesDb, CancellationToken, Task<IReadOnlyList<long>>>? MatchingInUse { get; init; }
}

/// <summary>Objects that went on in another, which no condition finds.</summary>
internal static class MergedRows
{
    /// <summary>The column that leads to the other; none where objects of the kind are not merged.</summary>
    public static IReadOnlyList<string> ColumnOf(EntityModel entity) =>
        entity.Find("mergedInto") is ReferenceField field ? [field.Property.Name] : [];

    /// <summary>The object that goes on in its place, where the caller sees that.</summary>
    public static async Task<Ref<TEntity>?> SurvivorAsync<TEntity>(long survivor, Call call, CancellationToken token)
        where TEntity : class => await call.Db.SeesAsync<TEntity>(survivor, token) ? new(survivor) : null;

    /// <summary>What callers are told of an object that was merged away.</summary>
    /// <param name="survivor">Null where they may not see it.</param>
    public static string Told<TEntity>(Ref<TEntity>? survivor)
        where TEntity : class
    {
        var entity = EntityModel.Of<TEntity>();
        var other = survivor is { Key: var key } ? $"{entity.Noun} {OpaqueId.Encode(entity.Name, key)}" : "another";
        return $"The {entity.Noun} was merged into {other}. Only revertChangeSet of the merge brings it back.";
    }
}
