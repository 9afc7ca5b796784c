using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Bench.Figures;

namespace CasesGraph.Bench.Running;

/// <summary>What the product says that a figure's requests cost (docs/api.md#cost), by the rows that they read.</summary>
internal static class Points
{
    public static async Task<double> AverageAsync(BenchServer product, FigureRequests requests, CancellationToken token)
    {
        var points = new List<double>();
        foreach (var (text, values) in requests.Draw(requests.Texts.Count))
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.Body(values)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
            request.Headers.Add("GraphQL-Cost", "report");
            using var answer = await product.Client.SendAsync(request, token);
            var cost = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(token))!["extensions"]!["cost"]!;
            points.Add(cost["actual"]!.GetValue<double>());
        }
        return points.Average();
    }
}
