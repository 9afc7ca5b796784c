using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CasesGraph.Bench.Screens;

/// <summary>Values for the variables of screens, from what the caller sees of the demo data.</summary>
internal static partial class ScreenValues
{
    private const string Sample = """
        query ($middle: Long!) {
          middle: cases(first: 100, where: { number: { lte: $middle } }) {
            nodes { createdAt description account { name } openedBy { id email } }
          }
          assigned: cases(first: 1, where: { number: { lte: $middle }, assignedToId: { neq: null } }) {
            nodes { assignedTo { id userName } }
          }
          statusDetails(first: 1) { nodes { key } }
          tags(first: 2) { nodes { name } }
          savedFilters(first: 1, where: { name: { eq: "Open, by urgency" } }) { nodes { id } }
        }
        """;

    private const string Own =
        "query ($middle: Long!) { cases(first: 1, where: { number: { lte: $middle } }) { nodes { number team { id } } } }";

    /// <summary>All values that screens have variables for: the same for all, but for a case and a team of the caller.</summary>
    /// <param name="ask">Gives the data of an answer, of an administrator's request or the caller's own.</param>
    /// <param name="cases">How many there are.</param>
    public static async Task<JsonObject> FindAsync(Func<bool, string, JsonObject, Task<JsonNode>> ask, int cases)
    {
        var data = await ask(false, Sample, new JsonObject { ["middle"] = cases / 2 });
        var own = (await ask(true, Own, new JsonObject { ["middle"] = cases / 2 }))["cases"]!["nodes"]![0]!;
        var nodes = data["middle"]!["nodes"]!.AsArray();
        var number = own["number"]!.GetValue<long>();
        var account = nodes.First(node => node!["account"] is not null)!["account"]!["name"]!.GetValue<string>();
        var opener = nodes.First(node => node!["openedBy"]?["email"] is not null)!["openedBy"]!;
        var user = data["assigned"]!["nodes"]![0]!["assignedTo"]!;
        var from = nodes[0]!["createdAt"]!.GetValue<DateTimeOffset>();
        var codes = nodes.Select(node => Code().Match(node!["description"]?.GetValue<string>() ?? ""));
        return new JsonObject
        {
            // In a twentieth of the cases.
            ["common"] = "password",
            ["two"] = "password mail",
            ["letters"] = "pa",
            ["phrase"] = "\"password reset\"",
            ["rare"] = codes.FirstOrDefault(code => code.Success)?.Value ?? "E3172",
            ["nothing"] = "zzqqxx",
            ["number"] = number,
            ["numberText"] = number.ToString(CultureInfo.InvariantCulture),
            ["id"] = number.ToString(CultureInfo.InvariantCulture),
            ["account"] = account,
            ["accountWord"] = account.Split(' ')[0],
            ["contact"] = opener["id"]!.DeepClone(),
            ["email"] = opener["email"]!.DeepClone(),
            ["user"] = user["id"]!.DeepClone(),
            ["userName"] = user["userName"]!.DeepClone(),
            ["team"] = own["team"]!["id"]!.DeepClone(),
            ["detail"] = data["statusDetails"]!["nodes"]![0]!["key"]!.DeepClone(),
            ["tag"] = data["tags"]!["nodes"]![0]!["name"]!.DeepClone(),
            ["otherTag"] = data["tags"]!["nodes"]![1]!["name"]!.DeepClone(),
            ["savedFilter"] = data["savedFilters"]!["nodes"]![0]!["id"]!.DeepClone(),
            ["from"] = from,
            ["to"] = from.AddDays(7),
            // As the databases keep them, for the ceilings.
            ["fromKey"] = Microseconds(from),
            ["toKey"] = Microseconds(from.AddDays(7)),
        };
    }

    private static long Microseconds(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    [GeneratedRegex(@"E\d{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
