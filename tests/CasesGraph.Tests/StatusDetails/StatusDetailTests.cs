using System.Text.Json;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Merge;

namespace CasesGraph.Tests.StatusDetails;

/// <summary>What cases do with statuses of one's own.</summary>
public sealed class StatusDetailTests(MergeWorld world) : IClassFixture<MergeWorld>, IAsyncLifetime
{
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        var given = await world.ReadAsync("{ statusDetails(first: 100) { nodes { id } } }");
        foreach (var old in given.GetProperty("statusDetails").GetProperty("nodes").EnumerateArray())
            await UpdateAsync(old.GetProperty("id").GetString()!, "isDefault: false");
        await NewAsync("vendor", "PENDING_INPUT");
        await NewAsync("customer", "PENDING_INPUT", "isDefault: true");
        await NewAsync("going", "ASSIGNED", "isDefault: true");
        await NewAsync("solved", "CLOSED", "isDefault: true");
        await NewAsync("wontfix", "CLOSED");
        await NewAsync("same", "DUPLICATE", "isDefault: true");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Given_alone_it_sets_its_status_and_each_status_decides_the_state()
    {
        var one = await world.NewAsync(Given("vendor"));
        Assert.Equal("PENDING_INPUT OPEN vendor", await OfAsync(one));
        await SetAsync(one, Given("wontfix"));
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
        await SetAsync(one, "statusDetail: null");
        Assert.Equal("CLOSED CLOSED -", await OfAsync(one));
    }

    [Fact]
    public async Task Another_status_takes_its_default_or_none_and_the_same_keeps_what_it_has()
    {
        var one = await world.NewAsync("status: CLOSED");
        Assert.Equal("CLOSED CLOSED solved", await OfAsync(one));
        await SetAsync(one, Given("wontfix"));
        await SetAsync(one, "status: CLOSED, resolution: \"Done\"");
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
        await SetAsync(one, "status: REJECTED");
        Assert.Equal("REJECTED CLOSED -", await OfAsync(one));
        await SetAsync(one, "status: PENDING_INPUT, statusDetail: null");
        Assert.Equal("PENDING_INPUT OPEN -", await OfAsync(one));
        await SetAsync(one, "status: NEW");
        await SetAsync(one, "assignedToId: \"@user\"");
        Assert.Equal("ASSIGNED OPEN going", await OfAsync(one));
    }

    [Fact]
    public async Task Both_that_disagree_are_a_conflict_wherever_they_are_given()
    {
        var one = await world.NewAsync();
        var both = $"status: NEW, {Given("solved")}";
        foreach (
            var (mutation, input, at) in new[]
            {
                ("createCase", $"subject: \"S\", {both}", "statusDetail"),
                ("updateCase", $"id: {one}, {both}", "statusDetail"),
                ("duplicateCase", $"id: {one}, overrides: {{{both}}}", "overrides.statusDetail"),
                ("massUpdateCases", $"select: {{ids: [{one}]}}, set: {{{both}}}", "set.statusDetail"),
                ("addCaseUpdate", $"caseId: {one}, text: \"T\", set: {{{both}}}", "set.statusDetail"),
            }
        )
            Assert.Equal([$"input.{at} CONFLICT"], await ErrorsAsync(mutation, input));
        Assert.Equal(
            ["input.statusDetail INVALID_VALUE"],
            await ErrorsAsync("updateCase", $"id: {one}, statusDetail: \"nothing\"")
        );
        Assert.Equal("NEW OPEN -", await OfAsync(one));
    }

    [Fact]
    public async Task A_mass_update_does_to_each_case_what_an_update_does()
    {
        string[] edits = [Given("vendor"), "status: CLOSED", "assignedToId: \"@user\"", "statusDetail: null"];
        string[] starts = ["", Given("wontfix"), Given("vendor"), "status: ASSIGNED", "status: CLOSED"];
        foreach (var edit in edits)
        {
            var (alone, many) = (new List<long>(), new List<long>());
            foreach (var start in starts)
            {
                alone.Add(await world.NewAsync(start));
                many.Add(await world.NewAsync(start));
            }
            foreach (var one in alone)
                await SetAsync(one, edit);
            var select = $"select: {{ids: [{string.Join(", ", many)}]}}";
            Assert.Empty(await ErrorsAsync("massUpdateCases", $"{select}, set: {{{edit}}}"));
            foreach (var (one, other) in alone.Zip(many))
            {
                Assert.Equal(await OfAsync(one), await OfAsync(other));
                Assert.Equal((await world.LastChangeAsync(one)).Line, (await world.LastChangeAsync(other)).Line);
            }
        }
    }

    [Fact]
    public async Task A_customers_message_brings_the_default_and_a_reply_can_name_one()
    {
        var one = await world.NewAsync($"assignedToId: \"@user\", {Given("vendor")}");
        await world.RunAsync("addCaseUpdate", $$"""{caseId: {{one}}, text: "T", fromContactId: "@contact"}""");
        Assert.Equal("ASSIGNED OPEN going", await OfAsync(one));
        await world.RunAsync("addCaseUpdate", $$"""{caseId: {{one}}, text: "T", set: { {{Given("wontfix")}} } }""");
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
    }

    [Fact]
    public async Task A_copy_has_what_its_original_has_unless_that_cannot_be_set_any_more()
    {
        var one = await world.NewAsync(Given("wontfix"));
        Assert.Equal("CLOSED CLOSED wontfix", await CopyAsync(one, ""));
        Assert.Equal("PENDING_INPUT OPEN customer", await CopyAsync(one, "status: PENDING_INPUT"));
        Assert.Equal("PENDING_INPUT OPEN vendor", await CopyAsync(one, Given("vendor")));
        await UpdateAsync(ids["wontfix"], "active: false");
        Assert.Equal("CLOSED CLOSED solved", await CopyAsync(one, ""));
    }

    [Fact]
    public async Task A_merge_takes_the_one_that_is_chosen_with_its_status_and_unmerging_gives_it_back()
    {
        var (one, other) = (await world.NewAsync(Given("vendor")), await world.NewAsync(Given("wontfix")));
        Assert.Empty((await world.MergeAsync(one, [other], Choices(("STATUS_DETAIL", other)))).Errors);
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
        Assert.Equal("DUPLICATE CLOSED same", await OfAsync(other));
        await world.UnmergeAsync(other);
        Assert.Equal("PENDING_INPUT OPEN vendor", await OfAsync(one));
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(other));
        Assert.Empty((await world.MergeAsync(one, [other], Choices(("STATUS", other)))).Errors);
        Assert.Equal("CLOSED CLOSED solved", await OfAsync(one));
        await world.UnmergeAsync(other);
        Assert.Equal("PENDING_INPUT OPEN vendor", await OfAsync(one));
        var third = await world.NewAsync();
        var both = Choices(("STATUS", third), ("STATUS_DETAIL", other));
        Assert.Equal(["input.choices.1.field CONFLICT"], (await world.MergeAsync(one, [other, third], both)).Errors);
    }

    [Fact]
    public async Task Status_and_its_own_are_undone_together_or_not_at_all()
    {
        var one = await world.NewAsync(Given("vendor"));
        var closing = await SetAsync(one, "status: CLOSED");
        var naming = await SetAsync(one, Given("wontfix"));
        Assert.Equal(2, (await world.RevertAsync(closing)).Skipped.Count);
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
        await world.RevertAsync(naming);
        Assert.Equal("CLOSED CLOSED solved", await OfAsync(one));
        Assert.Empty((await world.RevertAsync(closing)).Errors);
        Assert.Equal("PENDING_INPUT OPEN vendor", await OfAsync(one));
    }

    [Fact]
    public async Task An_inactive_one_is_kept_and_comes_back_by_undoing_but_cannot_be_set()
    {
        var (one, other) = (await world.NewAsync(Given("wontfix")), await world.NewAsync());
        var away = await SetAsync(one, "status: NEW");
        await UpdateAsync(ids["wontfix"], "active: false");
        var given = Given("wontfix");
        Assert.Equal(["input.statusDetail INACTIVE"], await ErrorsAsync("updateCase", $"id: {other}, {given}"));
        Assert.Equal(
            ["input.set.statusDetail INACTIVE"],
            await ErrorsAsync("massUpdateCases", $"select: {{ids: [{other}]}}, set: {{{given}}}")
        );
        Assert.Empty((await world.RevertAsync(away)).Errors);
        Assert.Equal("CLOSED CLOSED wontfix", await OfAsync(one));
        Assert.Empty(await ErrorsAsync("updateCase", $"id: {one}, {given}"));
        await UpdateAsync(ids["solved"], "active: false");
        await SetAsync(other, "status: CLOSED");
        Assert.Equal("CLOSED CLOSED -", await OfAsync(other));
    }

    private string Key(string name) => $"{name}-{mark}";

    private string Given(string name) => $"statusDetail: \"{Key(name)}\"";

    private static string Choices(params (string Field, long From)[] chosen) =>
        $"choices: [{string.Join(", ", chosen.Select(one => $"{{field: {one.Field}, fromCaseId: {one.From}}}"))}]";

    private async Task NewAsync(string name, string status, string more = "")
    {
        var made = await world.RunAsync(
            "createStatusDetail",
            $$"""{key: "{{Key(name)}}", label: "{{name}}", status: {{status}}, {{more}} }"""
        );
        ids[name] = made.Object("statusDetail").GetProperty("id").GetString()!;
    }

    private async Task UpdateAsync(string id, string values) =>
        Assert.Empty(await ErrorsAsync("updateStatusDetail", $"id: \"{id}\", {values}"));

    private async Task<Payload> SetAsync(long number, string values)
    {
        var done = await world.RunAsync("updateCase", $"{{id: {number}, {values}}}");
        Assert.Empty(done.Errors);
        return done;
    }

    private async Task<string> CopyAsync(long number, string overrides)
    {
        var copy = await world.RunAsync("duplicateCase", $"{{id: {number}, overrides: {{{overrides}}}}}");
        return Of(copy.Object("case"));
    }

    private async Task<IReadOnlyList<string>> ErrorsAsync(string mutation, string input) =>
        (await world.RunAsync(mutation, $"{{{input}}}")).Errors;

    private async Task<string> OfAsync(long number) => Of(await world.CaseAsync(number));

    /// <summary>Status, state, and what its own is called.</summary>
    private static string Of(JsonElement @case)
    {
        var detail = @case.GetProperty("statusDetail");
        var key = detail.ValueKind is JsonValueKind.Null ? "-" : detail.GetProperty("key").GetString()!.Split('-')[0];
        return $"{@case.GetProperty("status")} {@case.GetProperty("state")} {key}";
    }
}
