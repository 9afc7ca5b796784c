using System.Collections.Concurrent;
using System.Reflection;
using CasesGraph.Model;

namespace CasesGraph.Access;

/// <summary>What <see cref="RightsAttribute"/> says of an entity.</summary>
internal static class EntityRights
{
    /// <summary>Asked for by every request; to read an attribute takes some microseconds.</summary>
    private static readonly ConcurrentDictionary<Type, RightsAttribute?> Found = [];

    /// <summary>Null where nothing is declared: its rows are for administrators alone.</summary>
    public static RightsAttribute? Find(Type entity) => Found.GetOrAdd(entity, Declared);

    private static RightsAttribute? Declared(Type entity) =>
        entity.IsDefined(typeof(ForEachLoggedAttribute))
            ? Find(entity.GenericTypeArguments[0])?.OfLog
            : entity.GetCustomAttribute<RightsAttribute>(inherit: false);

    public static RightsAttribute Of<TEntity>() =>
        Find(typeof(TEntity))
        ?? throw new InvalidOperationException($"{typeof(TEntity).Name} does not say who may see it.");
}
