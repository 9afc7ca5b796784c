using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CasesGraph.Bench.Texts;

/// <summary>JSON as clients write it: nothing is escaped that need not be.</summary>
internal static class ClientJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonNode value) => value.ToJsonString(Options);
}
