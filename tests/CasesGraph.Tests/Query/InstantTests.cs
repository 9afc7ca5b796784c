using System.Globalization;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Query;

/// <summary>Times with more digits than are stored.</summary>
public sealed class InstantTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("eq", "000000000", 1)]
    [InlineData("lt", "000", 0)]
    [InlineData("gte", "0000000000000000000000", 1)]
    [InlineData("eq", "4", 0)]
    [InlineData("neq", "0004", 1)]
    [InlineData("lt", "4", 1)]
    [InlineData("lte", "000000000000004", 1)]
    [InlineData("gt", "0004", 0)]
    [InlineData("gte", "4", 0)]
    [InlineData("ngte", "4", 1)]
    public async Task A_time_between_two_microseconds_equals_neither_and_stands_between_them(
        string operation,
        string digits,
        int expected
    )
    {
        var created = await server.QueryAsync(
            """mutation { createCase(input: { subject: "s" }) { case { number createdAt } } }"""
        );
        var one = created.GetProperty("data").GetProperty("createCase").GetProperty("case");
        var time = one.GetProperty("createdAt")
            .GetDateTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

        var answer = await server.QueryAsync(
            $$"""
            query ($number: Long!, $time: DateTime!) {
              cases(where: { number: { eq: $number }, createdAt: { {{operation}}: $time } }) { totalCount }
            }
            """,
            new { number = one.GetProperty("number").GetInt64(), time = $"{time}{digits}Z" }
        );

        Assert.Equal(expected, answer.GetProperty("data").GetProperty("cases").GetProperty("totalCount").GetInt32());
    }

    [Theory]
    [InlineData("2026-11-28")]
    [InlineData("2026-11-28T09:30:00")]
    [InlineData("2026-11-28T09:30:00.Z")]
    [InlineData("2026-02-30T09:30:00Z")]
    [InlineData("28.11.2026")]
    public async Task A_time_of_another_form_is_refused_by_a_message_that_shows_the_form(string written)
    {
        using var answer = await server.Client.PostAsync(
            new Uri("/graphql", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(
                new { query = $$"""{ cases(where: { createdAt: { gt: "{{written}}" } }) { totalCount } }""" }
            )
        );
        Assert.Contains("2026-11-28T09:30:00Z", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
