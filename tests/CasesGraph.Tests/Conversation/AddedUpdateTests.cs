using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Conversation;

/// <summary>addCaseUpdate from the outside.</summary>
public sealed class AddedUpdateTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string FromCustomer = """fromContactId: "@contact" """;

    [Theory]
    [InlineData("NEW", "", "OUTGOING", "NEW")]
    [InlineData("CLOSED", "", "OUTGOING", "CLOSED")]
    [InlineData("CLOSED", "internal: true", "NOTE", "CLOSED")]
    [InlineData("PENDING_INPUT", "internal: true", "NOTE", "PENDING_INPUT")]
    [InlineData("NEW", FromCustomer, "INCOMING", "NEW")]
    [InlineData("PENDING_INPUT", FromCustomer, "INCOMING", "NEW")]
    [InlineData("DUPLICATE", FromCustomer, "INCOMING", "NEW")]
    [InlineData("CLOSED", FromCustomer, "INCOMING", "ASSIGNED")]
    public async Task A_customers_message_wakes_a_case_and_the_first_reply_is_the_first_response(
        string before,
        string kind,
        string direction,
        string status
    )
    {
        var created = await world.NewCaseAsync(
            $"status: {before}" + (status is "ASSIGNED" ? """, assignedToId: "@user" """ : "")
        );

        var payload = await AddAsync("Hello", kind);

        var (update, after) = (payload.Object("caseUpdate"), payload.Case);
        Assert.Equal(direction, update.GetProperty("direction").GetString());
        Assert.Equal(status, after.GetProperty("status").GetString());
        Assert.Equal(2, after.GetProperty("version").GetInt32());
        Assert.Equal(
            direction is "OUTGOING" ? update.GetProperty("createdAt").GetString() : null,
            after.GetProperty("firstResponseAt").GetString()
        );
        var closedAt = after.GetProperty("closedAt").GetString();
        Assert.Equal(direction is "INCOMING" ? null : created.GetProperty("closedAt").GetString(), closedAt);
    }

    [Fact]
    public async Task Only_the_first_reply_is_the_first_response_and_all_stay_in_order()
    {
        await world.NewCaseAsync();
        var first = await AddAsync("One");
        await AddAsync("Two", "internal: true");
        var last = await AddAsync("Three");
        Assert.Equal(
            first.Case.GetProperty("firstResponseAt").GetString(),
            last.Case.GetProperty("firstResponseAt").GetString()
        );
        Assert.Equal(
            ["One", "Two", "Three"],
            [
                .. last
                    .Case.GetProperty("updates")
                    .GetProperty("nodes")
                    .EnumerateArray()
                    .Select(one => one.GetProperty("text").GetString()!),
            ]
        );
    }

    [Theory]
    [InlineData("""text: " " """, "input.text REQUIRED")]
    [InlineData("""text: "a\u0001" """, "input.text INVALID_CHARACTER")]
    [InlineData("""text: "a", fromContactId: "@user" """, "input.fromContactId INVALID_ID")]
    [InlineData("""text: "a", fromContactId: "@deletedContact" """, "input.fromContactId RelatedObjectNotFoundError")]
    [InlineData(
        """text: "", internal: true, fromContactId: "@contact" """,
        "input.text REQUIRED",
        "input.fromContactId CONFLICT"
    )]
    public async Task All_mistakes_are_told_at_once_and_nothing_is_written(string fields, params string[] errors)
    {
        await world.NewCaseAsync();
        var payload = await world.RunAsync("addCaseUpdate", $$"""{caseId: "@case", {{fields}}}""");
        Assert.Equal(errors, payload.Errors);
        var now = await world.ReadAsync("""{ caseById(id: "@case") { version updates { totalCount } } }""");
        Assert.Equal("""{"version":1,"updates":{"totalCount":0}}""", now.GetProperty("caseById").GetRawText());
    }

    private Task<Payload> AddAsync(string text, string more = "") =>
        world.RunAsync("addCaseUpdate", $$"""{caseId: "@case", text: "{{text}}", {{more}}}""");
}
