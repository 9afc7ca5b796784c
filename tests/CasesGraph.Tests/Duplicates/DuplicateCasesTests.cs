using System.Text.Json;
using CasesGraph.Model;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Duplicates;

public sealed class DuplicateCasesTests(DemoCases demo) : IClassFixture<DemoCases>
{
    [Fact]
    public async Task The_duplicates_of_a_case_are_those_that_plain_code_finds()
    {
        var plain = new PlainDuplicates(demo.Cases);
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        foreach (var probe in demo.Cases.Where(c => c.Number % 4 == 0))
        {
            var found = await FindAsync($"caseId: {probe.Number}");
            Assert.Equal<string>(
                [.. plain.Of(probe).Take(100).Select(one => one.ToString())],
                [.. found.Select(LineOf)]
            );
            reasons.UnionWith(found.SelectMany(ReasonsOf));
        }
        Assert.Equal(5, reasons.Count);
    }

    [Fact]
    public async Task A_draft_with_all_that_a_case_has_finds_the_same_subjects_and_the_case_itself()
    {
        foreach (var probe in demo.Cases.Where(c => c.DeletedAt is null).Take(40))
        {
            var data = await demo.DataAsync(
                """
                query ($draft: DuplicateDraftInput!) {
                  duplicateCases(of: { draft: $draft }, first: 100) { case { number } score reasons }
                }
                """,
                new
                {
                    draft = new
                    {
                        subject = $"RE: {probe.Subject.ToUpperInvariant()} #{probe.Number}",
                        accountId = probe.AccountId is { } account ? OpaqueId.Encode("Account", account) : null,
                        contactIds = PlainDuplicates.Contacts(probe).Select(id => OpaqueId.Encode("Contact", id)),
                    },
                }
            );

            // The time is that of the request: all but the nearness is known.
            var expected = new PlainDuplicates(demo.Cases)
                .Of(number: null, probe.Subject, probe.AccountId, PlainDuplicates.Contacts(probe), probe.CreatedAt)
                .ToList();
            var found = data.GetProperty("duplicateCases").EnumerateArray().ToList();
            Assert.Equal(expected.Select(one => one.Case.Number).Order(), found.Select(NumberOf).Order());
            var self = found.Single(one => NumberOf(one) == probe.Number);
            Assert.Equal("SAME_SUBJECT", ReasonsOf(self)[0]);
            var ranks = found.ConvertAll(one => (Same: ReasonsOf(one)[0], Score: one.GetProperty("score").GetDouble()));
            Assert.Equal(
                ranks.OrderBy(rank => rank.Same, StringComparer.Ordinal).ThenByDescending(rank => rank.Score),
                ranks
            );
        }
    }

    [Fact]
    public async Task Any_field_of_a_candidate_is_read_and_the_number_of_statements_does_not_grow()
    {
        const string fields =
            "score case { id number subject account { name } contacts(first: 2) { nodes { fullName } totalCount } }";
        var counts = new List<int>();
        foreach (var first in (int[])[1, 50])
        {
            using var statements = new CountedStatements();
            var data = await demo.DataAsync(
                $$"""{ duplicateCases(of: { caseId: {{WithMany()}} }, first: {{first}}) { {{fields}} } }"""
            );
            counts.Add(statements.Count);
            foreach (var found in data.GetProperty("duplicateCases").EnumerateArray())
            {
                var number = found.GetProperty("case").GetProperty("number").GetInt64();
                var known = demo.Cases.Single(c => c.Number == number);
                Assert.Equal(known.Subject, found.GetProperty("case").GetProperty("subject").GetString());
            }
        }
        Assert.Equal(counts[0], counts[1]);
        Assert.InRange(counts[0], 5, 6);
    }

    [Fact]
    public async Task A_document_that_is_sent_again_with_other_variables_is_answered_for_these()
    {
        foreach (var probe in demo.Cases.Take(5))
        {
            var data = await demo.DataAsync(
                "query ($of: DuplicateProbeInput!) { duplicateCases(of: $of, first: 100) { case { number } score reasons } }",
                new { of = new { caseId = probe.Number } }
            );
            Assert.Equal<string>(
                [.. new PlainDuplicates(demo.Cases).Of(probe).Take(100).Select(found => found.ToString())],
                [.. data.GetProperty("duplicateCases").EnumerateArray().Select(LineOf)]
            );
        }
    }

    [Fact]
    public async Task A_case_that_there_is_not_has_no_duplicates_and_a_subject_that_says_nothing_neither()
    {
        Assert.Empty(await FindAsync("caseId: 999999"));
        Assert.Empty(await FindAsync("draft: { subject: \"Re: #12 ...\" }"));
        Assert.Empty(await FindAsync("draft: { subject: \"0xzq 9kwv 7jjy\" }"));
    }

    [Theory]
    [InlineData("{}", "VALIDATION_FAILED")]
    [InlineData("{caseId: 1, draft: {subject: \"a\"}}", "VALIDATION_FAILED")]
    [InlineData("{draft: {accountId: \"x\"}}", "VALIDATION_FAILED")]
    [InlineData("{draft: {subject: \"  \"}}", "VALIDATION_FAILED", "1 to 255")]
    [InlineData("{draft: {subject: \"a\", accountId: \"x\"}}", "INVALID_ID", "Account")]
    [InlineData("{draft: {subject: \"a\", contactIds: [\"x\"]}}", "INVALID_ID", "Contact")]
    [InlineData("{caseId: \"x\"}", "INVALID_ID", "nor a number")]
    [InlineData("{caseId: 1}, first: 101", "INVALID_PAGE_SIZE", "0 to 100")]
    public async Task A_probe_that_makes_no_sense_is_refused(string of, string code, string message = "")
    {
        var answer = await demo.Server.QueryAsync($$"""{ duplicateCases(of: {{of}}) { score } }""");

        var error = answer.GetProperty("errors")[0];
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private long WithMany() =>
        demo
            .Cases.MaxBy(c =>
                demo.Cases.Count(other => string.Equals(other.Subject, c.Subject, StringComparison.Ordinal))
            )!
            .Number;

    private async Task<List<JsonElement>> FindAsync(string of)
    {
        var data = await demo.DataAsync(
            $$"""{ duplicateCases(of: { {{of}} }, first: 100) { case { number } score reasons } }"""
        );
        return [.. data.GetProperty("duplicateCases").EnumerateArray()];
    }

    private static long NumberOf(JsonElement candidate) =>
        candidate.GetProperty("case").GetProperty("number").GetInt64();

    private static List<string> ReasonsOf(JsonElement candidate) =>
        [.. candidate.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];

    private static string LineOf(JsonElement candidate) =>
        FormattableString.Invariant(
            $"{NumberOf(candidate)} {candidate.GetProperty("score").GetDouble()} {string.Join(' ', ReasonsOf(candidate))}"
        );
}
