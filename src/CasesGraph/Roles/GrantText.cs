using System.Text.Json;
using System.Text.Json.Serialization;
using CasesGraph.Access;

namespace CasesGraph.Roles;

/// <summary>
/// What a role allows as one text, such as CASE_VIEW:ALL CASE_EDIT:ALL: by names, which stay when others come between
/// them, and in one order, so that texts differ only where roles do. What this version does not know is not allowed.
/// </summary>
internal static class GrantText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    private static readonly Dictionary<string, AccessAction> Actions = ByName<AccessAction>();
    private static readonly Dictionary<string, AccessLevel> Levels = ByName<AccessLevel>();

    public static string Of(IEnumerable<Grant> grants) =>
        string.Join(
            ' ',
            grants
                .Where(grant => grant.Level is not AccessLevel.None)
                .OrderBy(grant => grant.Action)
                .Select(grant => $"{Name(grant.Action)}:{Name(grant.Level)}")
        );

    public static IEnumerable<Grant> Read(string text) =>
        from part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let names = part.Split(':')
        where names.Length == 2 && Actions.ContainsKey(names[0]) && Levels.ContainsKey(names[1])
        select new Grant(Actions[names[0]], Levels[names[1]]);

    public static AccessShape Shape(string text) =>
        AccessShape.Of(Read(text).Select(grant => (grant.Action, grant.Level)));

    public static JsonElement Json(string text) => JsonSerializer.SerializeToElement(Read(text), Options);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{value}");

    private static Dictionary<string, T> ByName<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(Name, StringComparer.Ordinal);
}
