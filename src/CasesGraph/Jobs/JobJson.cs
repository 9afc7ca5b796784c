using System.Text.Json;
using System.Text.Json.Serialization;

namespace CasesGraph.Jobs;

/// <summary>How jobs keep what they are to do and what came of it: names as the API has them.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        };
}
