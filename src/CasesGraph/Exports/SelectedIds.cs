using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Operations;

namespace CasesGraph.Exports;

/// <summary>Objects that were selected themselves, as the list's filter says it.</summary>
internal static class SelectedIds
{
    /// <summary>What a comparison takes.</summary>
    private const int MostOfOne = 1_000;

    public static string Where<TEntity>(EntityModel entity, IReadOnlyList<Ref<TEntity>> ids)
        where TEntity : class
    {
        var by = entity.HasNumber ? Naming.Camel(EntityModel.NumberKey) : "id";
        var named = ids.Select(id => entity.HasNumber ? (object)id.Key : OpaqueId.Encode(entity.Name, id.Key));
        // None at all are a condition too, which finds nothing.
        var parts = named.Chunk(MostOfOne).DefaultIfEmpty([]).Select(some => Object(by, Object("in", some)));
        return JsonSerializer.Serialize(Object("or", parts.ToArray()));
    }

    private static Dictionary<string, object> Object(string name, object value) =>
        new(StringComparer.Ordinal) { [name] = value };
}
