using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>Files that this service has written are known by their headers: names of fields, or their labels, and nothing else.</summary>
internal static class OwnExport
{
    private static readonly string[] Always = ["version", "updatedAt"];

    public static bool Is(IReadOnlyList<string?> headers, TargetFields targets)
    {
        var key = targets.Entity.HasNumber ? Naming.Camel(EntityModel.NumberKey) : "id";
        var names = headers.Select(header => header is null ? null : NameOf(header, targets)).ToList();
        return names.Count > 0
            && !names.Contains(null)
            && Always.Prepend(key).All(name => names.Contains(name, StringComparer.Ordinal));
    }

    /// <summary>Null for a column that an import does not bring.</summary>
    public static TargetField? Find(string header, TargetFields targets) =>
        NameOf(header, targets) is { } name ? targets.Find(name) : null;

    private static string? NameOf(string header, TargetFields targets) =>
        targets.Find(header)?.Name
        ?? targets.All.FirstOrDefault(field => field.Label.Equals(header, StringComparison.Ordinal))?.Name
        ?? targets
            .Entity.ValueFields.FirstOrDefault(field =>
                field.Name.Equals(header, StringComparison.Ordinal)
                || field.Label.Equals(header, StringComparison.Ordinal)
            )
            ?.Name;
}
