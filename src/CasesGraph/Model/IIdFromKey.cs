using System.Reflection;

namespace CasesGraph.Model;

/// <summary>An entity whose id follows from a text that never changes: whoever has the text needs no look-up.</summary>
internal interface IIdFromKey
{
    static abstract long IdOf(string key);
}

internal static class IdsFromKeys
{
    private static readonly MethodInfo Bound = typeof(IdsFromKeys).GetMethod(
        nameof(Told),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    /// <summary>What tells the ids of an entity; null where they are counted.</summary>
    public static Func<string, long>? Of(Type entity) =>
        entity.IsAssignableTo(typeof(IIdFromKey))
            ? (Func<string, long>)Bound.MakeGenericMethod(entity).Invoke(obj: null, parameters: null)!
            : null;

    private static Func<string, long> Told<TEntity>()
        where TEntity : IIdFromKey => TEntity.IdOf;
}
