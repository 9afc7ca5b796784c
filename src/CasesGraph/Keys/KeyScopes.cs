using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Model;

namespace CasesGraph.Keys;

/// <summary>
/// What alone a key may do as one text, such as CASE_VIEW CASE_EDIT: by names, which stay when others come between them.
/// What this version does not know is not allowed.
/// </summary>
internal static class KeyScopes
{
    private static readonly Dictionary<string, AccessAction> ByName = Enum.GetValues<AccessAction>()
        .ToDictionary(Name, StringComparer.Ordinal);

    public static string? Of(IEnumerable<AccessAction>? actions) =>
        actions is null ? null : string.Join(' ', actions.Distinct().Order().Select(Name));

    /// <summary>Null for all that the user may.</summary>
    public static IReadOnlyList<AccessAction>? Read(string? text) =>
        text is null
            ? null
            :
            [
                .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(ByName.ContainsKey)
                    .Select(name => ByName[name]),
            ];

    public static object? Json(string? text) =>
        Read(text) is { } actions ? JsonSerializer.SerializeToElement(actions.Select(Name)) : null;

    private static string Name(AccessAction action) => Naming.UpperSnake($"{action}");
}
