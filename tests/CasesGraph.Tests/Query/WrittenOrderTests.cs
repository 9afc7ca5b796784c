using System.Text.Json;
using System.Text.Json.Nodes;
using CasesGraph.Cases;
using CasesGraph.Tests.Query.Plain;

namespace CasesGraph.Tests.Query;

/// <summary>Several sort keys in one object count in the order in which they are written.</summary>
public sealed class WrittenOrderTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private static readonly string[][] Orders =
    [
        ["priority", "status"],
        ["status", "priority"],
    ];

    [Theory]
    [InlineData("", "order: {A: ASC, B: DESC}", null)]
    [InlineData("", "order: [{A: ASC, B: DESC}]", null)]
    [InlineData("($o: [CaseSortInput!])", "order: $o", """[{"A": "ASC", "B": "DESC"}]""")]
    [InlineData("($o: [CaseSortInput!])", "order: $o", """{"A": "ASC", "B": "DESC"}""")]
    [InlineData("($o: CaseSortInput!)", "order: [$o]", """{"A": "ASC", "B": "DESC"}""")]
    [InlineData("($o: [CaseSortInput!] = [{A: ASC, B: DESC}])", "order: $o", null)]
    [InlineData("($o: SortEnumType)", "order: [{A: ASC, B: $o}]", "\"DESC\"")]
    public async Task Of_several_keys_in_one_object_the_first_written_counts_first(
        string declared,
        string order,
        string? value
    )
    {
        foreach (var names in Orders)
        {
            var expected = Numbers([new([names[0]], "ASC"), new([names[1]], "DESC")]);
            Assert.Equal(
                expected,
                await NumbersAsync(Named(declared, names), Named(order, names), Named(value, names))
            );
        }
    }

    [Theory]
    [InlineData("", "order: {account: {A: DESC, B: ASC}}", null)]
    [InlineData("($o: AccountSortInput)", "order: [{account: $o}]", """{"A": "DESC", "B": "ASC"}""")]
    [InlineData("($o: AccountSortInput = {A: DESC, B: ASC})", "order: [{account: $o}]", null)]
    [InlineData("($o: [CaseSortInput!])", "order: $o", """[{"account": {"A": "DESC", "B": "ASC"}}]""")]
    public async Task So_they_do_in_an_object_below(string declared, string order, string? value)
    {
        foreach (
            var names in (string[][])
                [
                    ["industry", "phone"],
                    ["phone", "industry"],
                ]
        )
        {
            var expected = Numbers([new(["account", names[0]], "DESC"), new(["account", names[1]], "ASC")]);
            Assert.Equal(
                expected,
                await NumbersAsync(Named(declared, names), Named(order, names), Named(value, names))
            );
        }
    }

    private static string Named(string? text, string[] names) =>
        (text ?? "null")
            .Replace("A:", names[0] + ":", StringComparison.Ordinal)
            .Replace("B:", names[1] + ":", StringComparison.Ordinal)
            .Replace("\"A\"", $"\"{names[0]}\"", StringComparison.Ordinal)
            .Replace("\"B\"", $"\"{names[1]}\"", StringComparison.Ordinal);

    private List<long> Numbers(IReadOnlyList<(string[] Path, string Direction)> keys)
    {
        var order = keys.Select(
            object? (key) =>
                key
                    .Path.Reverse()
                    .Aggregate(
                        (object)key.Direction,
                        (inner, name) => new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = inner }
                    )
        );
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["order"] = order.ToList() };
        var items = sample.World.Rows<Case>().Select(row => new Item(row, Link: null));
        return [.. PlainList.All(typeof(Case), items, arguments).Select(item => ((Case)item.Node).Number)];
    }

    private async Task<List<long>> NumbersAsync(string declared, string order, string variable)
    {
        var variables = variable is "null" ? null : new JsonObject { ["o"] = JsonNode.Parse(variable) };
        var data = await sample.DataAsync(
            $"query {declared} {{ cases(first: 100, {order}) {{ nodes {{ number }} }} }}",
            variables
        );
        return
        [
            .. data.GetProperty("cases")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(node => node.GetProperty("number").GetInt64()),
        ];
    }
}
