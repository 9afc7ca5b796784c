using CasesGraph.Tags;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Tags;

/// <summary>A tag that is deleted marks no case, also none that it was given to in the same moment.</summary>
public sealed class GivenWhileDeletedTests(MergeWorld world) : IClassFixture<MergeWorld>
{
    private const int Rounds = 20;

    [Theory]
    [InlineData("deleteTags", """{ids: ["TAG"]}""")]
    [InlineData("mergeTags", """{fromIds: ["TAG"], intoId: "KEPT"}""")]
    public async Task No_case_is_marked_with_a_tag_that_was_taken_away_meanwhile(string operation, string input)
    {
        var given = await world.NewAsync($"""tags: ["{operation}", "{operation} kept"] """);
        var other = await world.NewAsync("");
        var (tag, kept) = (await IdAsync(operation), await IdAsync($"{operation} kept"));
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(
                world.RunAsync(
                    operation,
                    input.Replace("TAG", tag, StringComparison.Ordinal).Replace("KEPT", kept, StringComparison.Ordinal)
                ),
                world.RunAsync("duplicateCase", $"{{id: {given}}}"),
                world.RunAsync("duplicateCase", $"{{id: {given}}}"),
                world.RunAsync("updateCase", $$"""{id: {{other}}, addTags: ["{{operation}}"] }""")
            );
            await using (var db = world.Server.Database.CreateDb())
                Assert.Empty(await db.Set<CaseTag>().Where(link => link.Tag.DeletedAt != null).ToListAsync());
            await world.RunAsync("updateCase", $$"""{id: {{given}}, addTags: ["{{operation}}"] }""");
            await world.RunAsync("updateCase", $$"""{id: {{other}}, removeTags: ["{{operation}}"] }""");
        }
    }

    private async Task<string> IdAsync(string name)
    {
        var tags = await world.Server.Client.AskAsync(
            $"{{ tags(where: {{name: {{eq: \"{name}\"}}}}) {{ nodes {{ id }} }} }}"
        );
        return tags.GetProperty("tags").GetProperty("nodes")[0].GetProperty("id").GetString()!;
    }
}
