using System.Net.Http.Json;
using System.Text.Json;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Graph;

/// <summary>What is kept of a document must not show: a text is answered as if it were the first time.</summary>
public sealed class PreparedOperationTests(SampleServer sample) : IClassFixture<SampleServer>
{
    private const string Rows = "{ nodes { number } totalCount }";

    private const string DryRun =
        "mutation ($ids: [ID!]) { deleteCases(input: { select: { ids: $ids }, dryRun: true }) { errors { __typename } } }";

    public static TheoryData<string, string[]> Asked { get; } =
        new()
        {
            {
                "query ($s: CaseStatus, $n: Int) { cases(first: $n, where: { status: { eq: $s } }) " + Rows + " }",
                [
                    """{"s": "NEW", "n": 2}""",
                    """{"s": "CLOSED", "n": 3}""",
                    """{"s": null, "n": 1}""",
                    "{}",
                    """{"s": "NONE"}""",
                    """{"n": 1000}""",
                    """{"n": "two"}""",
                ]
            },
            {
                "query ($w: CaseFilterInput, $o: [CaseSortInput!]) { cases(first: 5, where: $w, order: $o) "
                    + Rows
                    + " }",
                [
                    """{"w": {"number": {"gt": 1}}, "o": {"priority": "ASC", "status": "DESC"}}""",
                    """{"w": {"number": {"gt": 1}}, "o": {"status": "DESC", "priority": "ASC"}}""",
                    """{"w": {"number": {"in": [1, 2, null]}}}""",
                    """{"w": {"nothing": 1}, "o": 1}""",
                    """{"w": {"number": {"gt": null}}}""",
                ]
            },
            {
                "query ($x: Boolean!, $l: Int = 2) { cases(first: 3) { nodes { number ...More @include(if: $x) } } } "
                    + "fragment More on Case { subject @skip(if: $x) updates(last: $l) { nodes { text } } }",
                ["""{"x": true}""", """{"x": false}""", """{"x": true, "l": 0}""", """{"x": true, "l": null}""", "{}"]
            },
            {
                "query ($id: ID!) { caseById(id: $id) { number contacts(first: 1) { totalCount } } "
                    + "cases(last: 2) { nodes { number } pageInfo { startCursor } } }",
                ["""{"id": "1"}""", """{"id": "2"}""", """{"id": "?"}""", """{"id": null}"""]
            },
            {
                "query ($a: ID!, $b: ID!, $u: ID!) { one: caseById(id: $a) { number subject } "
                    + "other: caseById(id: $b) { id version } userById(id: $u) { userName } }",
                [
                    """{"a": "1", "b": "2", "u": "VXNlcjox"}""",
                    """{"a": "2", "b": "2", "u": "VXNlcjoy"}""",
                    """{"a": "Q2FzZToz", "b": 4, "u": "VXNlcjo5OTk5OTk"}""",
                    """{"a": "1", "b": "VXNlcjox", "u": "Q2FzZToz"}""",
                    """{"a": "99999999", "b": "", "u": "1"}""",
                ]
            },
            {
                "query ($t: Duration!) { cases(where: { createdAt: { within: { from: $t } } }) { totalCount } "
                    + "late: cases(where: { createdAt: { within: { to: \"-P1D\" } } }) { totalCount } }",
                ["""{"t": "-P1D"}""", """{"t": "-P90D"}""", """{"t": "soon"}"""]
            },
            { DryRun, ["""{"ids": ["1"]}""", """{"ids": []}""", """{"ids": null}""", "{}", """{"ids": ["?"]}"""] },
        };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_text_that_is_asked_again_with_other_variables_is_answered_as_if_it_were_new(
        string document,
        string[] variables
    )
    {
        // Forth and back: what is kept of any request must not reach any other.
        foreach (var given in variables.Concat(variables.Reverse()))
        {
            var fresh = await AskAsync($"{document} # {Guid.NewGuid()}", given);
            Assert.Equal(fresh, await AskAsync(document, given));
        }
    }

    private async Task<string> AskAsync(string query, string variables)
    {
        using var given = JsonDocument.Parse(variables);
        using var response = await sample.Server.Client.PostAsJsonAsync(
            "/graphql",
            new { query, variables = given.RootElement }
        );
        return $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
