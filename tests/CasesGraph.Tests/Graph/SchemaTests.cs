using System.Text.Json;
using System.Text.RegularExpressions;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Graph;

public sealed partial class SchemaTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_committed_schema_is_the_one_that_the_server_has()
    {
        var committed = await File.ReadAllTextAsync(Repository.PathOf("schema", "schema.graphql"));

        var printed = await server.Client.GetStringAsync(new Uri("/graphql/schema.graphql", UriKind.Relative));

        Assert.True(
            string.Equals(committed, printed, StringComparison.Ordinal),
            "schema/schema.graphql is out of date: run tools/export-schema and look at the difference."
        );
    }

    [Fact]
    public async Task Every_element_has_a_description_that_tells_more_than_its_name()
    {
        var answer = await server.QueryAsync(
            await File.ReadAllTextAsync(
                Repository.PathOf("tests", "CasesGraph.Tests", "Graph", "Introspection.graphql")
            )
        );
        var poor = new List<string>();

        foreach (var type in Own(answer.GetProperty("data").GetProperty("__schema").GetProperty("types")))
        {
            var name = Name(type);
            Judge(name, type);
            foreach (var field in Items(type, "fields").Concat(Items(type, "inputFields")))
            {
                Judge($"{name}.{Name(field)}", field);
                foreach (var argument in Items(field, "args"))
                    Judge($"{name}.{Name(field)}({Name(argument)})", argument);
            }
            foreach (var value in Items(type, "enumValues"))
                Judge($"{name}.{Name(value)}", value);
        }

        Assert.Empty(poor);

        void Judge(string path, JsonElement element)
        {
            var words = Words()
                .Matches(element.GetProperty("description").GetString() ?? "")
                .Select(word => word.Value)
                .ToList();
            var nameWords = NameWords()
                .Matches(Name(element))
                .Select(word => word.Value.ToUpperInvariant())
                .ToHashSet(StringComparer.Ordinal);
            if (words.Count < 3 || words.TrueForAll(word => nameWords.Contains(word.ToUpperInvariant())))
                poor.Add($"{path}: {string.Join(' ', words)}");
        }
    }

    private static IEnumerable<JsonElement> Own(JsonElement types) =>
        types
            .EnumerateArray()
            .Where(type => !Name(type).StartsWith("__", StringComparison.Ordinal))
            .Where(type => Name(type) is not ("String" or "Int" or "Float" or "Boolean" or "ID"));

    private static List<JsonElement> Items(JsonElement of, string name) =>
        of.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : [];

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameWords();
}
