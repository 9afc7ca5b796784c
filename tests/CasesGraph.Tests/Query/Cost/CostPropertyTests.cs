using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query.Cost;

public sealed class CostPropertyTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly string[] Roots = ["cases", "accounts", "contacts", "bugs", "tags", "users", "caseChanges"];

    [Fact]
    public Task Any_selection_costs_what_its_rows_and_conditions_cost_and_running_it_no_more() =>
        new Chosen<Document>(Make).SampleAsync(CheckAsync, iter: Iterations.Of(120), threads: 1);

    private Document Make(Choices choices)
    {
        var maker = new SelectionMaker(sample.Shape, new ValueMaker(sample.Shape, sample.World, choices), choices);
        var size = new Variable("size", "Int!", new NumberValue(choices.Below(101)), AsDefault: false);
        return maker.Document(Roots, depth: 1 + choices.Below(4), size);
    }

    private async Task CheckAsync(Document document)
    {
        var points = new PlainCost(sample.Shape).Of(document);

        var judged = await CostAsync(document, "validate");
        var reported = await CostAsync(document, "report");

        Assert.Equal((points + 99) / 100, judged.GetProperty("requested").GetInt64());
        Assert.Equal(JsonValueKind.Null, judged.GetProperty("actual").ValueKind);
        Assert.Equal(judged.GetProperty("requested").GetInt64(), reported.GetProperty("requested").GetInt64());
        Assert.InRange(reported.GetProperty("actual").GetInt64(), 1, reported.GetProperty("requested").GetInt64());
    }

    private async Task<JsonElement> CostAsync(Document document, string report)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = document.Text, variables = document.Values }),
            Headers = { { "GraphQL-Cost", report } },
        };
        using var response = await sample.Server.Client.SendAsync(message);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{errors}");
        Assert.Equal(report is "validate", answer.GetProperty("data").ValueKind is JsonValueKind.Null);
        return answer.GetProperty("extensions").GetProperty("cost");
    }
}
