using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.ChangeLog;

/// <summary>What moves the time that contacts see; PublicTimesOracle holds the same over random histories.</summary>
public sealed class PublicUpdatedAtTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Theory]
    [InlineData("updateCase", """{id: "@case", subject: "Other"}""")]
    [InlineData("updateCase", """{id: "@case", assignedToId: "@user"}""")]
    [InlineData("massUpdateCases", """{select: {ids: ["@case"]}, set: {priority: LOW}}""")]
    [InlineData("addCaseUpdate", """{caseId: "@case", text: "Hello"}""")]
    [InlineData("linkCaseContacts", """{caseId: "@case", contacts: [{contactId: "@contact"}]}""")]
    public async Task What_contacts_see_moves_it(string mutation, string input)
    {
        await world.NewCaseAsync();

        await world.RunAsync(mutation, input);

        var (updated, shown) = await TimesAsync();
        Assert.Equal(updated, shown);
    }

    [Theory]
    [InlineData("updateCase", """{id: "@case", workLog: "Other"}""")]
    [InlineData("massUpdateCases", """{select: {ids: ["@case"]}, set: {teamId: "@team"}}""")]
    [InlineData("addCaseUpdate", """{caseId: "@case", text: "Psst", internal: true}""")]
    [InlineData("linkCaseBugs", """{caseId: "@case", bugIds: ["@bug"]}""")]
    public async Task What_only_staff_see_leaves_it(string mutation, string input)
    {
        await world.NewCaseAsync();
        var before = await TimesAsync();

        await world.RunAsync(mutation, input);

        var after = await TimesAsync();
        Assert.NotEqual(before.Updated, after.Updated, StringComparer.Ordinal);
        Assert.Equal(before.Shown, after.Shown);
    }

    private async Task<(string? Updated, string? Shown)> TimesAsync()
    {
        var data = await world.ReadAsync("""{ caseById(id: "@case") { updatedAt publicUpdatedAt } }""");
        var node = data.GetProperty("caseById");
        return (node.GetProperty("updatedAt").GetString(), node.GetProperty("publicUpdatedAt").GetString());
    }
}
