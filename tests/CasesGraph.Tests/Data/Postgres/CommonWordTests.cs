using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>Hits are not counted of words that are known to have many.</summary>
public sealed class CommonWordTests
{
    private const int Cases = 30;

    [PostgresFact]
    public async Task A_word_is_common_that_statistics_have_seen_more_than_twice_as_often_as_asked()
    {
        await using var server = await RunningServer.StartAsync();
        for (var one = 0; one < Cases; one++)
            await server.Client.CreateCaseAsync("Zebra");
        await using var db = server.Database.CreateDb();
        await db.Database.ExecuteSqlRawAsync("ANALYZE \"CaseText\"");

        Assert.True(await IsCommonAsync(" zebra", "", (Cases / 2) - 1));
        Assert.False(await IsCommonAsync(" zebra", "", Cases / 2));
        // By its beginning, as a whole word, and in titles.
        Assert.True(await IsCommonAsync(" zeb", "", 1));
        Assert.True(await IsCommonAsync(" zebra ", "", 1));
        Assert.False(await IsCommonAsync(" zeb ", "", 0));
        Assert.True(await IsCommonAsync(" zebra", "T", 1));
        Assert.False(await IsCommonAsync(" giraffe", "", 0));

        Task<bool> IsCommonAsync(string probe, string mark, int most) =>
            db
                .Database.SqlQuery<bool>($"SELECT search_is_common('CaseText', {probe}, {mark}, {most}) AS \"Value\"")
                .SingleAsync();
    }
}
