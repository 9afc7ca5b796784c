using System.Text.Json;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query.Hidden;

/// <summary>What is hidden is as if it had never been: in lists, by ids, through references, and in what a filter tells.</summary>
public sealed class HiddenRowsTests(TwinServers twins) : IClassFixture<TwinServers>
{
    /// <summary>Where the log ends: a number with gaps, which tells of no row.</summary>
    private const string End = "changeCursor";

    [Fact]
    public async Task Every_coordinate_below_Query_answers_as_if_hidden_rows_had_never_been()
    {
        var shape = twins.Hiding.Shape;
        var walk = new CoordinateWalk(shape, new ArgumentWalk(shape, SomeKeys));
        var reached = new HashSet<string>(StringComparer.Ordinal);

        reached.Add(CoordinateWalk.KeyOf("Query", End));
        // This caller's points are not counted.
        reached.UnionWith(shape["RateLimit"].Fields.Keys.Select(field => CoordinateWalk.KeyOf("RateLimit", field)));
        foreach (var root in shape["Query"].Fields.Keys.Except([End], StringComparer.Ordinal))
        {
            foreach (var document in Iterations.Share(walk.Documents("Query", root)))
                Collect(JsonElement.Parse(await twins.SameAsync(document)), reached);
        }

        if (Iterations.AreWhole)
            Assert.Equal("", string.Join(' ', walk.Below("Query").Except(reached, StringComparer.Ordinal)));
    }

    [Fact]
    public Task Any_lists_with_any_filters_answer_as_if_hidden_rows_had_never_been() =>
        new Chosen<Document>(Make).SampleAsync(
            document => twins.SameAsync(document.Text, document.Values),
            iter: Iterations.Of(80),
            threads: 1
        );

    private Document Make(Choices choices)
    {
        var (shape, world) = (twins.Hiding.Shape, twins.World);
        var maker = new SelectionMaker(shape, new ValueMaker(shape, world, choices), choices);
        var size = new Variable("size", "Int!", new NumberValue(choices.Pick([1L, 10, 50])), AsDefault: false);
        return maker.Document(Lists(shape), depth: 1 + choices.Below(4), size);
    }

    private static IReadOnlyList<string> Lists(ApiShape shape) =>
        [
            .. shape["Query"]
                .Fields.Values.Where(field => field.Arguments.ContainsKey("last"))
                .Select(field => field.Name),
        ];

    /// <summary>Of three rows that follow each other one is hidden.</summary>
    private IEnumerable<long> SomeKeys(string entity) =>
        twins.World.Rows(World.TypeOf(entity)).Select(HiddenRows.KeyOf).Order().Take(3);

    internal static void Collect(JsonElement answer, HashSet<string> reached)
    {
        if (answer.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in answer.EnumerateArray())
                Collect(item, reached);
        }
        else if (answer.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in answer.EnumerateObject())
            {
                reached.Add(member.Name);
                Collect(member.Value, reached);
            }
        }
    }
}
