using System.Globalization;
using System.Text.Json;
using CasesGraph.Tests.Graph;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query.Cost;

/// <summary>Points stand for time: what the bench measured as dearer has more of them.</summary>
public sealed class CostRankTests(OperationTests.DemoServer demo) : IClassFixture<OperationTests.DemoServer>
{
    private const string Where =
        "where: { status: { eq: CLOSED }, priority: { eq: MEDIUM } }, order: [{ updatedAt: DESC }]";
    private const string Columns = "number subject status priority type createdAt updatedAt closedAt version source";

    /// <summary>The bench's figures as it asks for them, but for the values.</summary>
    private static readonly Dictionary<string, string> Figures = new(StringComparer.Ordinal)
    {
        ["q1"] = "{ caseById(id: 1) { number subject status priority type createdAt updatedAt version } }",
        ["q2"] = $"{{ cases(first: 50, {Where}) {{ nodes {{ {Columns} }} }} }}",
        ["q3"] =
            $"{{ cases(first: 50, {Where}) {{ totalCount nodes {{ {Columns} account {{ name }} assignedTo {{ fullName }} }} }} }}",
        ["q4"] =
            $"{{ cases(first: 20, {Where}) {{ nodes {{ number subject status updatedAt updates(last: 3) {{ nodes {{ text direction createdAt }} }} contacts {{ edges {{ role node {{ id fullName email }} }} }} }} }} }}",
        ["m1"] = """mutation { createCase(input: { subject: "s" }) { case { number subject status } } }""",
    };

    [Fact]
    public async Task What_takes_more_of_the_processor_has_more_points()
    {
        var measured = await MeasuredAsync();
        var points = new List<(string Figure, double Cpu, double Points)>();
        foreach (var (figure, document) in Figures)
            points.Add((figure, measured[figure], await PointsAsync(document)));

        string[] byTime = [.. points.OrderBy(of => of.Cpu).Select(of => of.Figure)];
        string[] byPoints = [.. points.OrderBy(of => of.Points).Select(of => of.Figure)];
        Assert.Equal(byTime, byPoints);
    }

    private async Task<double> PointsAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { query }),
        };
        request.Headers.Add("GraphQL-Cost", "report");
        using var answer = await demo.Server.Client.SendAsync(request);
        var whole = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return whole.GetProperty("extensions").GetProperty("cost").GetProperty("actual").GetDouble();
    }

    /// <summary>Microseconds of the product's rows in the table that the bench left.</summary>
    private static async Task<Dictionary<string, double>> MeasuredAsync()
    {
        var table = await File.ReadAllLinesAsync(Repository.PathOf("docs", "bench-sqlite-100000.md"));
        return table
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && cells[3] is "product")
            .ToDictionary(
                cells => cells[1],
                cells =>
                    double.Parse(cells[4].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
    }
}
