using System.Text.Json;
using CasesGraph.ChangeLog;
using CasesGraph.Model;
using CasesGraph.Tests.ChangeLog;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Cases;

/// <summary>createCases from the outside.</summary>
public sealed class CreatedCasesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly string[] Own = ["id", "number", "updates", .. Times];

    private static IEnumerable<string> Times =>
        ["createdAt", "updatedAt", "publicUpdatedAt", "waitingSince", "lastIncomingAt", "lastMessageAt", .. Settled];

    private static IEnumerable<string> Settled =>
        SettledTimes.All.Select(time => Naming.Camel(time.Property.Name)).Where(name => name is not "reopenedCount");

    [Fact]
    public async Task Each_case_is_as_createCase_makes_it_and_their_numbers_are_in_the_order_given()
    {
        string[] inputs =
        [
            "subject: \"Plain\"",
            """
                subject: "Full", description: "d", priority: HIGH, status: PENDING_INPUT, accountId: "@account",
                assignedToId: "@user", openedById: "@contact", contacts: [{contactId: "@contact", role: PRIMARY}],
                bugIds: ["@bug"], tags: ["New word", "other"], firstMessage: {text: "Hello", fromContactId: "@contact"}
                """,
            "subject: \"Tagged\", tags: [\"new WORD\", \"third\"], openedById: \"@contact\"",
            "subject: \"Closed\", status: CLOSED",
        ];
        var expected = new List<JsonElement>();
        foreach (var input in inputs)
            expected.Add((await world.RunAsync("createCase", $"{{{input}}}")).Object("case"));

        var payload = await world.RunAsync("createCases", $"{{cases: [{{{string.Join("}, {", inputs)}}}]}}");

        Assert.Empty(payload.Errors);
        var results = payload.Object("results").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2, 3], results.Select(one => one.GetProperty("index").GetInt32()));
        var made = results.ConvertAll(one => one.GetProperty("case"));
        var numbers = made.ConvertAll(one => one.GetProperty("number").GetInt64());
        Assert.Equal(numbers.Order(), numbers);
        foreach (var (one, other) in expected.Zip(made))
            Assert.Equal(Without(one), Without(other));
        var message = Assert.Single(made[1].GetProperty("updates").GetProperty("nodes").EnumerateArray());
        Assert.Equal("Hello", message.GetProperty("text").GetString());
        await AssertOneChangeSetAsync(payload, numbers);
        await using var db = world.Server.Database.CreateDb();
        await LogReplay.AssertAsync(db, numbers[0]);
    }

    private async Task AssertOneChangeSetAsync(Payload payload, List<long> numbers)
    {
        var set = payload.Object("changeSet").GetProperty("id").GetString();
        await world.Server.SettledAsync();
        var data = await world.ReadAsync(
            $$"""{ caseChanges(where: {changeSetId: {eq: "{{set}}"} }) { nodes { kind caseNumber } } }"""
        );
        var changes = data.GetProperty("caseChanges").GetProperty("nodes").EnumerateArray().ToList();
        Assert.All(changes, one => Assert.Equal("CREATED", one.GetProperty("kind").GetString()));
        Assert.Equal(numbers, changes.Select(one => one.GetProperty("caseNumber").GetInt64()).Order());
        var undone = await world.RunAsync("revertChangeSet", $$"""{changeSetId: "{{set}}"}""");
        Assert.Equal(numbers.Count, undone.Object("reverted").GetInt32());
    }

    private const string SomeWrong = """
        {subject: "Right"}, {subject: "", accountId: "@deletedAccount"}, {subject: "Twice", externalReference: "CC-1"},
        {subject: "Twice", externalReference: "CC-1"}, {subject: "No one", assignedToRef: {userName: "nobody"}},
        {subject: "Late", firstMessage: {text: " "}}
        """;

    private static readonly string[] Mistakes =
    [
        "1 input.cases.1.subject REQUIRED, input.cases.1.accountId INVALID_ID",
        "3 input.cases.3.externalReference CONFLICT",
        "4 input.cases.4.assignedToRef INVALID_ID",
        "5 input.cases.5.firstMessage.text REQUIRED",
    ];

    [Fact]
    public async Task Nothing_is_created_where_one_is_wrong()
    {
        var payload = await world.RunAsync("createCases", $"{{cases: [{SomeWrong}]}}");

        Assert.Empty(payload.Errors);
        Assert.Equal((0, 4), Counts(payload));
        Assert.Equal(Mistakes, Told(payload), StringComparer.Ordinal);
        Assert.False(payload.HasChangeSet);
        Assert.All(
            payload.Object("results").EnumerateArray(),
            one => Assert.Equal(JsonValueKind.Null, one.GetProperty("case").ValueKind)
        );
    }

    [Fact]
    public async Task Those_that_are_right_are_created_where_that_is_asked_for()
    {
        var payload = await world.RunAsync(
            "createCases",
            $"{{cases: [{SomeWrong}], errorPolicy: REJECT_FAILED_ROWS, reason: \"moved\"}}"
        );

        Assert.Equal((2, 4), Counts(payload));
        Assert.Equal(Mistakes, Told(payload), StringComparer.Ordinal);
        Assert.Equal("moved", payload.Object("changeSet").GetProperty("reason").GetString());
        Assert.Equal(
            [0, 2],
            payload
                .Object("results")
                .EnumerateArray()
                .Where(one => one.GetProperty("case").ValueKind is not JsonValueKind.Null)
                .Select(one => one.GetProperty("index").GetInt32())
        );
        var again = await world.RunAsync("createCases", "{cases: [{subject: \"a\", externalReference: \"CC-1\"}]}");
        Assert.Equal("0 input.cases.0.externalReference NOT_UNIQUE", Assert.Single(Told(again)));
    }

    [Theory]
    [InlineData(0, "input.cases TOO_SHORT")]
    [InlineData(101, "input.cases TOO_MANY")]
    public async Task There_are_one_to_a_hundred(int count, string mistake)
    {
        var payload = await world.RunAsync("createCases", $"{{cases: [{Plain(count)}]}}");

        Assert.Equal(mistake, Assert.Single(payload.Errors));
    }

    [Fact]
    public async Task The_answer_of_a_hundred_is_read_by_the_statements_of_that_of_ten()
    {
        using var statements = new CountedStatements();
        Assert.Empty((await CreateAsync(10)).Errors);
        var ten = statements.Count;
        Assert.Empty((await CreateAsync(100)).Errors);
        Assert.Equal(2 * ten, statements.Count);

        Task<Payload> CreateAsync(int count) =>
            world.Server.Client.MutateAsync(
                "createCases",
                input: null,
                $"{{cases: [{Plain(count)}]}}",
                selection: "created"
            );
    }

    private static string Plain(int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(at => $"{{subject: \"{at}\"}}"));

    private static (int Created, int Rejected) Counts(Payload payload) =>
        (payload.Object("created").GetInt32(), payload.Object("rejectedCount").GetInt32());

    private static string[] Told(Payload payload) =>
        [
            .. payload
                .Object("results")
                .EnumerateArray()
                .Where(one => one.GetProperty("issues").GetArrayLength() > 0)
                .Select(one => $"{one.GetProperty("index")} {string.Join(", ", Issues(one))}"),
        ];

    private static IEnumerable<string> Issues(JsonElement result) =>
        result
            .GetProperty("issues")
            .EnumerateArray()
            .Select(issue =>
                $"{string.Join('.', issue.GetProperty("field").EnumerateArray())} {issue.GetProperty("code").GetString()}"
            );

    private static string Without(JsonElement @case) =>
        string.Join(
            '\n',
            @case
                .EnumerateObject()
                .Where(field => !Own.Contains(field.Name, StringComparer.Ordinal))
                .Select(field => $"{field.Name} {field.Value}")
        );
}
