using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>Invariant c: walking pages visits every row once, in the order that plain C# sorts.</summary>
public sealed class PageTests(SampleServer sample) : IClassFixture<SampleServer>
{
    [Theory]
    [InlineData("cases", "Case", 40)]
    [InlineData("accounts", "Account", 20)]
    [InlineData("contacts", "Contact", 20)]
    [InlineData("bugs", "Bug", 20)]
    [InlineData("users", "User", 20)]
    public Task Walking_a_list_either_way_visits_each_row_once_in_its_order(string list, string entity, int times) =>
        new Chosen<Walk>(choices => Make(entity, choices)).SampleAsync(
            walk =>
                CheckAsync(
                    walk,
                    list,
                    entity,
                    sample.World.Rows(World.TypeOf(entity)).Select(row => new Item(row, Link: null))
                ),
            iter: Iterations.Of(times),
            threads: 1
        );

    [Theory]
    [InlineData("caseById(id: 1001)", "contacts", "Contact", 1001)]
    [InlineData("caseById(id: 1003)", "bugs", "Bug", 1003)]
    [InlineData("accountById(id: \"{0}\")", "cases", "Case", 100)]
    [InlineData("bugById(id: 301)", "cases", "Case", 301)]
    [InlineData("contactById(id: \"{0}\")", "cases", "Case", 203)]
    [InlineData("userById(id: \"{0}\")", "assignedCases", "Case", 11)]
    public Task Walking_a_list_below_an_object_does_the_same(string owner, string list, string entity, long key)
    {
        var type = owner[..owner.IndexOf("ById", StringComparison.Ordinal)];
        type = char.ToUpperInvariant(type[0]) + type[1..];
        var row = sample.World.Rows(World.TypeOf(type)).Single(row => Reflected.Key(row) == key);
        var id = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{type}:{key}"));
        return new Chosen<Walk>(choices => Make(entity, choices)).SampleAsync(
            walk =>
                CheckAsync(
                    walk,
                    list,
                    entity,
                    RelatedRows.Items(row, list),
                    $"owner: {owner.Replace("{0}", id, StringComparison.Ordinal)}"
                ),
            iter: Iterations.Of(10),
            threads: 1
        );
    }

    private Walk Make(string entity, Choices choices)
    {
        var values = new ValueMaker(sample.Shape, sample.World, choices);
        var order = values.Order($"{entity}SortInput", most: 4, asVariables: false);
        var search = choices.Chance(15) ? choices.Pick<string>(["a", "zeb", "1", "#12", " "]) : null;
        return new Walk(order, search, choices.Chance(20), [.. choices.Some(6, () => 1 + choices.Below(15))]);
    }

    private async Task CheckAsync(Walk walk, string list, string entity, IEnumerable<Item> items, string? owner = null)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["order"] = walk.Order.Plain,
            ["search"] = walk.Search,
        };
        if (walk.IncludeDeleted && entity is not "User")
            arguments["includeDeleted"] = true;
        var expected = PlainList
            .All(World.TypeOf(entity), items, arguments)
            .Select(item => IdOf(entity, item))
            .ToList();
        var variables = new JsonObject { ["order"] = walk.Order.Json, ["search"] = walk.Search };
        var deleted = arguments.ContainsKey("includeDeleted") ? "includeDeleted: true," : "";
        var pages = new PageWalk(
            sample,
            $"$order: [{entity}SortInput!], $search: String",
            $"{list}({deleted} order: $order, search: $search,",
            owner is null ? "{0}" : owner + " { {0} }",
            owner is null ? [list] : ["owner", list]
        );

        var page = 0;
        Assert.Equal(
            expected,
            await pages.IdsAsync(forward: true, () => walk.Sizes[page++ % walk.Sizes.Count], variables)
        );
        Assert.Equal(
            expected,
            await pages.IdsAsync(forward: false, () => walk.Sizes[page++ % walk.Sizes.Count], variables)
        );
    }

    private static string IdOf(string entity, Item item) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{entity}:{Reflected.Key(item.Node)}"));

    private sealed record Walk(InputValue Order, string? Search, bool IncludeDeleted, IReadOnlyList<int> Sizes)
    {
        public override string ToString() =>
            $"order {Order.Json!.ToJsonString()}, search {Search}, deleted {IncludeDeleted}, sizes {string.Join(',', Sizes)}";
    }
}
