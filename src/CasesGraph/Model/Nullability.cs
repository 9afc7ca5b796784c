using System.Collections.Concurrent;
using System.Reflection;

namespace CasesGraph.Model;

/// <summary>Whether a property may be null, as its declaration says. Reflection's own reader serves one thread at a time.</summary>
internal static class Nullability
{
    private static readonly ConcurrentDictionary<PropertyInfo, bool> Known = new();

    public static bool MayBeNull(PropertyInfo property) =>
        Known.GetOrAdd(
            property,
            static read => new NullabilityInfoContext().Create(read).ReadState is NullabilityState.Nullable
        );
}
