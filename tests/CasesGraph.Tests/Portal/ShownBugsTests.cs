using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Portal;

/// <summary>Bugs are for contacts where the portal is set so.</summary>
public sealed class ShownBugsTests
{
    private const string Bugs = "{ cases { nodes { bugs { nodes { number subject description priority } } } } }";
    private const string ByBugs =
        """{ cases(where: { bugs: { some: { subject: { contains: "ink" } } } }) { totalCount } }""";

    [Fact]
    public async Task With_ShowBugs_contacts_see_what_is_public_of_the_bugs_of_their_cases()
    {
        await using var world = await PortalWorld.StartAsync(("Portal:ShowBugs", "true"));
        using var client = await LinkedAsync(world);

        var answer = await client.AnswerAsync(Bugs);

        var one = answer.GetProperty("data").GetProperty("cases").GetProperty("nodes")[0];
        var bug = Assert.Single(one.GetProperty("bugs").GetProperty("nodes").EnumerateArray());
        Assert.Equal("No ink", bug.GetProperty("subject").GetString());
        Assert.Equal(JsonValueKind.Null, bug.GetProperty("description").ValueKind);
        Assert.Equal(JsonValueKind.Null, bug.GetProperty("priority").ValueKind);
        Assert.Equal(["Bug.description", "Bug.priority"], Hidden(answer));
        Assert.Equal(1, (await client.AskAsync(ByBugs)).GetProperty("cases").GetProperty("totalCount").GetInt32());
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync("{ bugs { totalCount } }"));
    }

    [Fact]
    public async Task Without_it_they_see_none_and_find_nothing_by_them()
    {
        await using var world = await PortalWorld.StartAsync();
        using var client = await LinkedAsync(world);

        var answer = await client.AnswerAsync(Bugs);

        var one = answer.GetProperty("data").GetProperty("cases").GetProperty("nodes")[0];
        Assert.Equal(JsonValueKind.Null, one.GetProperty("bugs").ValueKind);
        Assert.Equal(["Case.bugs"], Hidden(answer));
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync(ByBugs));
    }

    [Fact]
    public async Task A_link_with_a_bug_is_no_change_that_contacts_see()
    {
        await using var world = await PortalWorld.StartAsync(("Portal:ShowBugs", "true"));
        var contact = await world.ContactAsync();
        var number = await world.CaseAsync(contact);
        using var client = world.As(contact);
        var before = await UpdatedAtAsync(client);

        await LinkAsync(world, number);

        Assert.Equal(before, await UpdatedAtAsync(client));
    }

    private static async Task<string> UpdatedAtAsync(HttpClient client) =>
        (await client.AskAsync("{ cases { nodes { updatedAt } } }"))
            .GetProperty("cases")
            .GetProperty("nodes")[0]
            .GetProperty("updatedAt")
            .GetString()!;

    private static IReadOnlyList<string?> Hidden(JsonElement answer) =>
        [
            .. answer
                .GetProperty("extensions")
                .GetProperty("access")
                .GetProperty("hidden")
                .EnumerateArray()
                .Select(one => one.GetString()),
        ];

    private static async Task<HttpClient> LinkedAsync(PortalWorld world)
    {
        var contact = await world.ContactAsync();
        await LinkAsync(world, await world.CaseAsync(contact));
        return world.As(contact);
    }

    private static async Task LinkAsync(PortalWorld world, long @case)
    {
        var made = await world.Staff.MutateAsync("createBug", new { subject = "No ink", description = "A secret" });
        var bug = made.Object("bug").GetProperty("id").GetString();
        var linked = await world.Staff.MutateAsync("linkCaseBugs", new { caseId = @case, bugIds = new[] { bug } });
        Assert.Empty(linked.Errors);
    }
}
