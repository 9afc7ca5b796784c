using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Data.Postgres;

/// <summary>Hits are not counted of words that are known to have many.</summary>
public sealed class CommonWordTests
{
    [PostgresFact]
    public async Task A_word_is_common_that_statistics_have_seen_twice_as_often_as_asked()
    {
        await using var server = await RunningServer.StartAsync(("Demo:Cases", "400"));
        await using var db = server.Database.CreateDb();
        var hits = await db
            .Database.SqlQuery<int>(
                $"SELECT COUNT(*)::int AS \"Value\" FROM \"CaseText\" WHERE \"Words\" @@ search_query({" password"}, {",I"})"
            )
            .SingleAsync();
        Assert.InRange(hits, 4, 399);

        await db.Database.ExecuteSqlRawAsync("ANALYZE \"CaseText\"");

        Assert.True(await IsCommonAsync(" password", "", (hits / 2) - 1));
        // By its beginning, and as a whole word.
        Assert.True(await IsCommonAsync(" passw", "", (hits / 2) - 1));
        Assert.True(await IsCommonAsync(" password ", "", (hits / 2) - 1));
        Assert.False(await IsCommonAsync(" passw ", "", 0));
        Assert.True(await IsCommonAsync(" password", "T", 1));
        Assert.False(await IsCommonAsync(" password", "", (hits / 2) + 1));
        Assert.False(await IsCommonAsync(" zzqqxx", "", 0));

        Task<bool> IsCommonAsync(string probe, string mark, int most) =>
            db
                .Database.SqlQuery<bool>($"SELECT search_is_common('CaseText', {probe}, {mark}, {most}) AS \"Value\"")
                .SingleAsync();
    }
}
