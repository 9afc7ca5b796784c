using System.Text.Json;

namespace CasesGraph.Audit;

/// <summary>What else is known of an event: names and texts, as JSON.</summary>
internal static class AuditDetail
{
    public const int Longest = 8_000;

    /// <summary>Two texts of grants, the longest there are, fit beside the rest.</summary>
    private const int LongestPart = 2_500;

    /// <summary>Parts without a text are left out; null where none is left.</summary>
    public static string? Of(params IEnumerable<(string Name, string? Text)> parts)
    {
        var known = parts
            .Where(part => part.Text is not null)
            .ToDictionary(part => part.Name, part => Cut(part.Text!), StringComparer.Ordinal);
        return known.Count == 0 ? null : JsonSerializer.Serialize(known);
    }

    private static string Cut(string text) => text.Length <= LongestPart ? text : text[..LongestPart];
}
