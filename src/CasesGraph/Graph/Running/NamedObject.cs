using CasesGraph.Operations;

namespace CasesGraph.Graph.Running;

/// <summary>What an input is about, as far as it names one object by its id.</summary>
internal static class NamedObject
{
    private const string Ids = nameof(RowSelection<>.Ids);

    /// <summary>The first one; null where there is none, or several stand in its place.</summary>
    public static (Type Entity, long Key)? Of(object input)
    {
        foreach (var property in input.GetType().GetProperties())
        {
            if (Refs(property.GetValue(input)) is { } refs)
                return refs is [{ Key: not 0 } one] ? (one.Entity, one.Key) : null;
        }
        return null;
    }

    private static IReadOnlyList<IRef>? Refs(object? value) =>
        value switch
        {
            IRef one => [one],
            IReadOnlyList<IRef> several => several,
            { } selection
                when selection.GetType() is { IsGenericType: true } type
                    && type.GetGenericTypeDefinition() == typeof(RowSelection<>) => Refs(
                type.GetProperty(Ids)!.GetValue(selection)
            ) ?? [],
            _ => null,
        };
}
