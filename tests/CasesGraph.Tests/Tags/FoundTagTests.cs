using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.Tags;

public sealed class FoundTagTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    /// <summary>No character, and text all the same.</summary>
    [Fact]
    public async Task A_name_that_cannot_be_composed_is_found_as_it_is()
    {
        await world.NewAsync("""tags: ["\uFFFEe"] """);

        var found = await world.ReadAsync("""{ tags(where: {name: {eq: "\uFFFEe"} }) { totalCount } }""");

        Assert.Equal(1, found.GetProperty("tags").GetProperty("totalCount").GetInt32());
    }

    [Theory]
    [InlineData("""eq: "Cafe\u0301" """)]
    [InlineData("""in: ["none", "Cafe\u0301"] """)]
    [InlineData("""endsWith: "e\u0301" """)]
    [InlineData("""or: [{icontains: "FE\u0301"}] """)]
    public async Task A_tag_is_found_however_its_accents_are_encoded(string condition)
    {
        var one = await world.NewAsync("""tags: ["Caf\u00e9"] """);

        var found = await world.ReadAsync(
            $$$"""
            {
              tags(where: {name: { {{{condition}}} } }) { nodes { name } }
              cases(where: {id: {eq: {{{one}}} }, tags: {some: {name: { {{{condition}}} } } } }) { nodes { number } }
            }
            """
        );

        Assert.Equal(1, found.GetProperty("tags").GetProperty("nodes").GetArrayLength());
        Assert.Equal(1, found.GetProperty("cases").GetProperty("nodes").GetArrayLength());
    }
}
