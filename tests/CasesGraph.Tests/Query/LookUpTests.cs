using System.Text.Json;
using CasesGraph.Accounts;
using CasesGraph.Bugs;
using CasesGraph.Cases;
using CasesGraph.Contacts;
using CasesGraph.Model;
using CasesGraph.Tests.Query.Plain;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;

namespace CasesGraph.Tests.Query;

/// <summary>What is found by what people type: pieces of what rows say, written otherwise.</summary>
public sealed class LookUpTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const int Texts = 1_500;

    private static readonly (string List, Type Type)[] Lists =
    [
        ("cases", typeof(Case)),
        ("accounts", typeof(Account)),
        ("contacts", typeof(Contact)),
        ("bugs", typeof(Bug)),
        ("users", typeof(User)),
    ];

    [Fact]
    public Task Whatever_is_typed_finds_the_rows_that_plain_code_finds()
    {
        var words = Lists
            .SelectMany(list => sample.World.Rows(list.Type))
            .SelectMany(row => PlainSearch.Texts(row).Concat(PlainSearch.Phones(row)))
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Chosen<string>(choices => new TypedText(choices, words!).Make()).SampleAsync(
            CheckAsync,
            iter: Iterations.Of(Texts),
            threads: 1
        );
    }

    private async Task CheckAsync(string search)
    {
        var lists = Lists.Select(list => $"{list.List}(search: $search, first: 100) {{ nodes {{ id }} }}");
        var data = await sample.DataAsync(
            $"query ($search: String) {{ {string.Join(' ', lists)} }}",
            new System.Text.Json.Nodes.JsonObject { ["search"] = search }
        );
        foreach (var (list, type) in Lists)
        {
            var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["search"] = search };
            Assert.Equal(
                PlainList
                    .All(type, sample.World.Rows(type).Select(row => new Item(row, Link: null)), arguments)
                    .Select(item => OpaqueId.Encode(type.Name, Reflected.Key(item.Node))),
                data.GetProperty(list).GetProperty("nodes").EnumerateArray().Select(Id),
                StringComparer.Ordinal
            );
        }
    }

    private static string Id(JsonElement node) => node.GetProperty("id").GetString()!;
}
