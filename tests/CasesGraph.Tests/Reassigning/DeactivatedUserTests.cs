using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Reassigning;

/// <summary>What becomes of the open cases of a user who goes.</summary>
public sealed class DeactivatedUserTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private const string Goes = "id: \"@user\", active: false";
    private readonly List<long> open = [];
    private long closed;

    public async Task InitializeAsync()
    {
        await world.RunAsync("updateUser", "{id: \"@user\", active: true}");
        await world.RunAsync(
            "massUpdateCases",
            "{select: {matching: {where: {assignedToId: {eq: \"@user\"}}}}, set: {assignedToId: null}}"
        );
        await world.NewCaseAsync("assignedToId: \"@otherUser\"");
        await world.NewCaseAsync("assignedToId: \"@user\"");
        await world.RunAsync("deleteCases", "{select: {ids: [\"@case\"]}}");
        closed = await NewAsync("assignedToId: \"@user\", status: CLOSED");
        open.Add(await NewAsync("assignedToId: \"@user\""));
        open.Add(await NewAsync("assignedToId: \"@user\", status: PENDING_INPUT"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Deactivating_answers_how_many_open_cases_are_theirs()
    {
        var active = await world.RunAsync("updateUser", "{id: \"@user\", fullName: \"Maya R.\"}");
        var gone = await world.RunAsync("updateUser", $"{{{Goes}}}");
        var again = await world.RunAsync("updateUser", $"{{{Goes}}}");

        Assert.Equal("", active.Object("openCases").ToString());
        Assert.Equal((2, ""), (gone.Object("openCases").GetInt32(), gone.Object("reassigned").ToString()));
        Assert.Equal((2, false), (again.Object("openCases").GetInt32(), again.HasChangeSet));
        Assert.All(await StatesAsync(), state => Assert.EndsWith("user", state, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("userId: \"@otherUser\"", "ASSIGNED otherUser", "PENDING_INPUT otherUser")]
    [InlineData("nobody: true", "ASSIGNED nothing", "PENDING_INPUT nothing")]
    public async Task Their_open_cases_go_to_whom_one_says_in_the_same_change_set(string to, string one, string other)
    {
        var before = await StatesAsync();
        var gone = await world.RunAsync("updateUser", $"{{{Goes}, reassignTo: {{{to}}}, reason: \"Left\"}}");

        Assert.Equal((2, 2), (gone.Object("openCases").GetInt32(), gone.Object("reassigned").GetInt32()));
        Assert.Equal([one, other, "CLOSED user"], await StatesAsync());
        var set = gone.Object("changeSet").GetProperty("id").GetString();
        await world.Server.SettledAsync();
        var told = await world.ReadAsync(
            $$"""{ changeSet: node(id: "{{set}}") { ... on ChangeSet { reason recordChanges { nodes { type } } } } }"""
        );
        Assert.Equal(
            """{"changeSet":{"reason":"Left","recordChanges":{"nodes":[{"type":"USER"},{"type":"CASE"},{"type":"CASE"}]}}}""",
            told.GetRawText()
        );

        var undone = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{set}}"}""");
        Assert.Equal((3, 0), (undone.Object("reverted").GetInt32(), undone.Object("skippedCount").GetInt32()));
        Assert.Equal(before, await StatesAsync());
        Assert.Empty((await world.RunAsync("updateCase", $$"""{id: {{open[0]}}, assignedToId: null}""")).Errors);
        Assert.Empty((await world.RunAsync("updateCase", $$"""{id: {{open[0]}}, assignedToId: "@user"}""")).Errors);
    }

    [Theory]
    [InlineData("id: \"@user\", reassignTo: {nobody: true}", "input.reassignTo CONFLICT")]
    [InlineData("id: \"@user\", active: true, reassignTo: {nobody: true}", "input.reassignTo CONFLICT")]
    [InlineData(Goes + ", reassignTo: {nobody: false}", "input.reassignTo.nobody INVALID_VALUE")]
    [InlineData(Goes + ", reassignTo: {userId: \"@user\"}", "input.reassignTo.userId CONFLICT")]
    [InlineData(Goes + ", reassignTo: {userId: \"@inactiveUser\"}", "input.reassignTo.userId INACTIVE")]
    [InlineData(
        Goes + ", reassignTo: {userId: \"@unknownUser\"}",
        "input.reassignTo.userId RelatedObjectNotFoundError"
    )]
    [InlineData(Goes + ", reassignTo: {userId: \"@case\"}", "input.reassignTo.userId INVALID_ID")]
    [InlineData("id: \"@unknownUser\", reassignTo: {nobody: true}", "UserNotFoundError")]
    public async Task What_cannot_be_is_refused_and_nothing_is_written(string input, string mistakes)
    {
        var before = await StatesAsync();
        var refused = await world.RunAsync("updateUser", $"{{{input}}}");

        Assert.Equal(mistakes, string.Join(' ', refused.Errors));
        Assert.False(refused.HasChangeSet);
        Assert.Equal(before, await StatesAsync());
    }

    [Fact]
    public async Task Cases_of_one_who_has_gone_before_can_be_handed_on_later()
    {
        await world.RunAsync("updateUser", $"{{{Goes}}}");
        var later = await world.RunAsync("updateUser", "{id: \"@user\", reassignTo: {userId: \"@otherUser\"}}");
        Assert.Equal((2, 2), (later.Object("openCases").GetInt32(), later.Object("reassigned").GetInt32()));

        var none = await world.RunAsync("updateUser", "{id: \"@user\", reassignTo: {nobody: true}}");
        Assert.Equal(
            (0, 0, false),
            (none.Object("openCases").GetInt32(), none.Object("reassigned").GetInt32(), none.HasChangeSet)
        );
    }

    private async Task<long> NewAsync(string fields) =>
        (await world.NewCaseAsync(fields)).GetProperty("number").GetInt64();

    private async Task<List<string>> StatesAsync()
    {
        var states = new List<string>();
        foreach (var number in open.Append(closed))
        {
            var of = (
                await world.ReadAsync($"{{ caseById(id: {number}) {{ status assignedTo {{ id }} }} }}")
            ).GetProperty("caseById");
            states.Add($"{of.GetProperty("status").GetString()} {world.NameOf(of.GetProperty("assignedTo"))}");
        }
        return states;
    }
}
