using System.Text.Json;

namespace CasesGraph.Tests.Query;

/// <summary>Who did something has a name to show, whoever it was.</summary>
public sealed class ActorTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Who =
        "{ __typename displayName ... on User { user: fullName } ... on Contact { contact: fullName } ...Node }";

    [Fact]
    public async Task Users_contacts_and_the_service_itself_show_their_name_without_a_fragment()
    {
        var data = await sample.DataAsync(
            $$"""
            {
              cases(first: 100) { nodes { createdBy {{Who}} updatedBy {{Who}} updates(first: 3) { nodes { author {{Who}} } } } }
            }
            fragment Node on Node { id }
            """
        );
        var shown = data.GetProperty("cases")
            .GetProperty("nodes")
            .EnumerateArray()
            .SelectMany(of =>
                of.GetProperty("updates")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(update => update.GetProperty("author"))
                    .Append(of.GetProperty("createdBy"))
                    .Append(of.GetProperty("updatedBy"))
            )
            .ToList();

        Assert.All(shown, actor => Assert.Equal(NameOf(actor), actor.GetProperty("displayName").GetString()));
        Assert.Equal(
            "Contact SystemActor User",
            string.Join(
                ' ',
                shown
                    .Select(actor => actor.GetProperty("__typename").GetString()!)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
            )
        );
    }

    private static string? NameOf(JsonElement actor)
    {
        Assert.Equal(
            actor.TryGetProperty("id", out _),
            actor.GetProperty("__typename").GetString() is "User" or "Contact"
        );
        return actor.TryGetProperty("user", out var name) || actor.TryGetProperty("contact", out name)
            ? name.GetString()
            : "System";
    }
}
