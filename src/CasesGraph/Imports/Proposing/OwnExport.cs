using CasesGraph.Imports.Rejected;
using CasesGraph.Model;

namespace CasesGraph.Imports.Proposing;

/// <summary>Files that this service has written are known by their headers: names of fields, or their labels, and nothing else.</summary>
internal static class OwnExport
{
    private static readonly string[] Always = ["version", "updatedAt"];

    public static bool Is(IReadOnlyList<string?> headers, TargetFields targets)
    {
        var key = targets.Entity.HasNumber ? Naming.Camel(EntityModel.NumberKey) : "id";
        var names = headers
            .Where(header => !RejectedColumns.IsOne(header))
            .Select(header => header is null ? null : NameOf(header, targets))
            .ToList();
        return names.Count > 0
            && !names.Contains(null)
            && Always.Prepend(key).All(name => names.Contains(name, StringComparer.Ordinal));
    }

    /// <summary>Null for a column that an import does not bring, as a name is none where the id stands beside it.</summary>
    public static TargetField? Find(string header, IReadOnlyList<string?> headers, TargetFields targets) =>
        NameOf(header, targets) is { } name && !IsForPeople(name, headers, targets) ? targets.Find(name) : null;

    private static bool IsForPeople(string name, IReadOnlyList<string?> headers, TargetFields targets)
    {
        if (Column(name, targets) is not { IsForPeople: true, Path: [var reference, ..] })
            return false;
        var id = $"{reference}.id";
        return headers.Any(one => one is not null && id.Equals(NameOf(one, targets), StringComparison.Ordinal));
    }

    private static string? NameOf(string header, TargetFields targets) =>
        targets.Find(header)?.Name
        ?? targets.All.FirstOrDefault(field => field.Label.Equals(header, StringComparison.Ordinal))?.Name
        ?? Column(header, targets)?.Name
        ?? targets
            .Entity.Fields.OfType<ConnectionField>()
            .FirstOrDefault(list =>
                list.Name.Equals(header, StringComparison.Ordinal)
                || ImportNames.LabelOf(list.Name).Equals(header, StringComparison.Ordinal)
            )
            ?.Name;

    private static ExportedField? Column(string header, TargetFields targets) =>
        ExportedField
            .Of(targets.Entity)
            .FirstOrDefault(field =>
                field.Name.Equals(header, StringComparison.Ordinal)
                || field.Label.Equals(header, StringComparison.Ordinal)
            );
}
