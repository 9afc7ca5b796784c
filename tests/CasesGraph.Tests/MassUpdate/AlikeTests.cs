using System.Text.Json;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CsCheck;

namespace CasesGraph.Tests.MassUpdate;

/// <summary>A mass update comes to the same as an updateCase for each case, in the rows and in the log.</summary>
public sealed class AlikeTests(SmallWorld world) : IClassFixture<SmallWorld>, IAsyncLifetime
{
    private static readonly string[][] Values =
    [
        ["status: NEW", "status: ASSIGNED", "status: PENDING_INPUT", "status: CLOSED", "status: REJECTED"],
        ["priority: HIGH", "priority: MEDIUM"],
        ["type: USER", "type: PRODUCT", "type: null"],
        ["resolution: \"Done\"", "resolution: \"{0} \\\\ 'it''s' Ünï\"", "resolution: null"],
        ["accountId: \"@account\"", "accountId: \"@otherAccount\"", "accountId: null"],
        ["assignedToId: \"@user\"", "assignedToId: \"@otherUser\"", "assignedToId: null"],
        ["teamId: \"@team\"", "teamId: \"@otherTeam\""],
        ["openedById: \"@contact\"", "openedById: null"],
    ];

    private static readonly Gen<string> Fields = Gen.Shuffle(Values, 0, Values.Length)
        .SelectMany(fields => Gen.Int[0, 999].Select(seed => fields.Select(values => values[seed % values.Length])))
        .Select(fields => string.Join(", ", fields));

    public Task InitializeAsync() => RandomTeams.AddAsync(world);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_mass_update_is_the_same_as_an_update_of_each()
    {
        await Gen.Select(Fields.Array[4], Fields)
            .SampleAsync(
                async drawn =>
                {
                    var (starts, patch) = drawn;
                    var one = await CreateAsync(starts);
                    var many = await CreateAsync(starts);
                    var refused = new List<string>();
                    foreach (var number in one)
                        refused.AddRange((await world.RunAsync("updateCase", $"{{id: {number}, {patch}}}")).Errors);
                    var payload = await world.RunAsync(
                        "massUpdateCases",
                        $$"""{select: {ids: [{{string.Join(", ", many)}}]}, set: { {{patch}} }, errorPolicy: REJECT_FAILED_ROWS }"""
                    );
                    Assert.Empty(payload.Errors);
                    Assert.All(refused, mistake => Assert.Equal("input.assignedToId NOT_A_MEMBER", mistake));
                    var rejected = payload.Object("rejected").EnumerateArray().ToList();
                    Assert.Equal(refused.Count, rejected.Count);
                    Assert.All(rejected, one => Assert.Equal("NOT_A_MEMBER", one.GetProperty("code").GetString()));
                    for (var at = 0; at < starts.Length; at++)
                        Assert.Equal(await TellAsync(one[at]), await TellAsync(many[at]));
                },
                iter: 12,
                threads: 1
            );
    }

    private async Task<List<long>> CreateAsync(string[] starts)
    {
        var numbers = new List<long>();
        foreach (var start in starts)
        {
            var created = await world.RunAsync("createCase", $"{{subject: \"Any\", {start}}}");
            // Of the other team @user alone is a member.
            if (created.Errors.Count > 0)
                created = await world.RunAsync(
                    "createCase",
                    $"{{subject: \"Any\", {start.Replace("@otherUser", "@user", StringComparison.Ordinal)}}}"
                );
            numbers.Add(created.Object("case").GetProperty("number").GetInt64());
        }
        return numbers;
    }

    /// <summary>All that does not name the case or a time.</summary>
    private async Task<string> TellAsync(long number)
    {
        var found = (
            await world.ReadAsync(
                $$"""
                { caseById(id: {{number}}) {
                  status state priority type resolution version account { id } team { id } assignedTo { id } openedBy { id } closedAt
                  createdAt updatedAt updatedBy { ... on User { id } }
                  changes { nodes { kind version occurredAt fields { field before after beforeText afterText } } } } }
                """
            )
        ).GetProperty("caseById");
        var changes = found.GetProperty("changes").GetProperty("nodes");
        var last = changes[changes.GetArrayLength() - 1];
        Assert.Equal(found.GetProperty("updatedAt").GetString(), last.GetProperty("occurredAt").GetString());
        var closed = found.GetProperty("closedAt").GetString();
        var when =
            closed is null ? "open"
            : string.Equals(closed, found.GetProperty("createdAt").GetString(), StringComparison.Ordinal)
                ? "from the start"
            : string.Equals(closed, last.GetProperty("occurredAt").GetString(), StringComparison.Ordinal)
                ? "by the update"
            : "else";
        var plain = found
            .EnumerateObject()
            .Where(property =>
                !property.Name.EndsWith("At", StringComparison.Ordinal) && property.Name is not "changes"
            )
            .Select(property => property.Value.GetRawText());
        var logged = changes
            .EnumerateArray()
            .Select(change =>
                $"{change.GetProperty("kind")} {change.GetProperty("version")} {change.GetProperty("fields").GetRawText()}"
            );
        return string.Join('\n', [when, .. plain, .. logged]);
    }
}
