using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.MassUpdate;

public sealed class MassUpdateCostTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Everything = """
        status: CLOSED, priority: HIGH, type: USER, resolution: "Done", accountId: "@account", assignedToId: "@user",
        openedById: "@contact", addContacts: [{contactId: "@contact", role: PRIMARY}], removeContactIds: ["@otherContact"],
        addBugIds: ["@bug"], removeBugIds: ["@otherBug"]
        """;

    [Fact]
    public async Task The_number_of_statements_does_not_grow_with_the_cases()
    {
        var numbers = new List<long>();
        while (numbers.Count < 65)
        {
            var created = await world.NewCaseAsync(
                """contacts: [{contactId: "@otherContact"}], bugIds: ["@otherBug"]"""
            );
            numbers.Add(created.GetProperty("number").GetInt64());
        }

        var few = await CountAsync(numbers[..5]);
        var many = await CountAsync(numbers[5..]);

        Assert.Equal(few, many);
        Assert.InRange(many, 8, 10);
    }

    private async Task<int> CountAsync(List<long> numbers)
    {
        using var statements = new CaseStatements(world.Server.Database);
        var payload = await world.RunAsync(
            "massUpdateCases",
            $$"""{select: {ids: [{{string.Join(", ", numbers)}}]}, set: { {{Everything}} } }"""
        );
        Assert.Equal(numbers.Count, payload.Object("changed").GetInt32());
        return statements.Texts.Count;
    }
}
