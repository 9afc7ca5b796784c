using System.Globalization;
using CasesGraph.Model;
using CasesGraph.Serving;

namespace CasesGraph.Query;

/// <summary>Reads ids as arguments give them: opaque, or the human number where the entity has one.</summary>
internal static class IdReader
{
    public static bool TryRead(object? given, EntityModel entity, out long key)
    {
        var text = Convert.ToString(given, CultureInfo.InvariantCulture);
        if (OpaqueId.TryDecode(text, out var type, out key))
            return string.Equals(type, entity.Name, StringComparison.Ordinal);
        return entity.HasNumber
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out key)
            && key > 0;
    }

    /// <summary>The key of the entity's row that an id names.</summary>
    /// <param name="argument">In which it stands, where its field has several.</param>
    public static long Read(object? given, EntityModel entity, string? argument = null) =>
        TryRead(given, entity, out var key)
            ? key
            : throw new RequestErrorException(
                GraphErrorCode.InvalidId,
                entity.HasNumber
                    ? $"This is neither an id of type {entity.Name} nor a number: {Quotation.Of(given)}."
                    : $"This is no id of type {entity.Name}: {Quotation.Of(given)}."
            )
            {
                Argument = argument,
            };
}
