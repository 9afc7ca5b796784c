using System.Text.Json;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Cases;

public sealed class CaseVersionTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Conflict = """
        errors { ... on VersionConflictError {
          expectedVersion current { version priority }
          changes { version fields { field before after } changeSet { reason actor { ... on User { userName } } } }
        } }
        """;

    [Fact]
    public async Task A_version_conflict_tells_what_changed_since_and_by_whom()
    {
        await world.NewCaseAsync();
        await world.RunAsync("updateCase", """{id: "@case", priority: HIGH, reason: "Called"}""");
        await world.RunAsync("updateCase", """{id: "@case", type: USER, expectedVersion: 2}""");

        var answer = await world.ReadAsync(
            $$"""mutation { updateCase(input: {id: "@case", priority: LOW, expectedVersion: 1}) { case { id } {{Conflict}} } }"""
        );

        Assert.Equal(
            """
            {"case":null,"errors":[{"expectedVersion":1,"current":{"version":3,"priority":"HIGH"},"changes":[{"version":2,"fields":[{"field":"PRIORITY","before":"MEDIUM","after":"HIGH"}],"changeSet":{"reason":"Called","actor":{"userName":"admin"}}},{"version":3,"fields":[{"field":"TYPE","before":null,"after":"USER"}],"changeSet":{"reason":null,"actor":{"userName":"admin"}}}]}]}
            """,
            answer.GetProperty("updateCase").GetRawText()
        );
    }

    /// <summary>Invariant g.</summary>
    [Fact]
    public async Task Of_many_updates_with_the_same_expected_version_one_wins()
    {
        await world.NewCaseAsync();
        var payloads = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .Select(i =>
                    world.RunAsync("updateCase", $$"""{id: "@case", subject: "By {{i}}", expectedVersion: 1}""")
                )
        );

        var winner = Assert.Single(payloads, payload => payload.Errors.Count == 0);
        Assert.All(payloads.Where(p => p != winner), p => Assert.Equal(["VersionConflictError"], p.Errors));
        var now = (await world.ReadAsync("""{ caseById(id: "@case") { subject version } }""")).GetProperty("caseById");
        Assert.Equal(winner.Case.GetProperty("subject").GetString(), now.GetProperty("subject").GetString());
        Assert.Equal(2, now.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("Account", "name")]
    [InlineData("Contact", "lastName")]
    [InlineData("Bug", "subject")]
    [InlineData("User", "email")]
    public async Task Other_objects_tell_a_version_conflict_too(string kind, string field)
    {
        var name = char.ToLowerInvariant(kind[0]) + kind[1..];
        var first = await world.RunAsync(
            $"update{kind}",
            $$"""{id: "@{{name}}", {{field}}: "New", expectedVersion: 1}"""
        );
        var stale = await world.RunAsync(
            $"update{kind}",
            $$"""{id: "@{{name}}", {{field}}: "Old", expectedVersion: 1}"""
        );
        var nothing = await world.RunAsync($"update{kind}", $$"""{id: "@{{name}}", {{field}}: "New"}""");

        Assert.Equal(2, first.Object(name).GetProperty("version").GetInt32());
        Assert.Equal([$"{kind}VersionConflictError"], stale.Errors);
        Assert.Equal(JsonValueKind.Null, stale.Data.GetProperty(name).ValueKind);
        Assert.Equal(2, nothing.Object(name).GetProperty("version").GetInt32());
        Assert.False(nothing.HasChangeSet);
    }
}
