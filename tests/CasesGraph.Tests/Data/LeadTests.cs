using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Data;

public sealed class LeadTests
{
    [Fact]
    public async Task A_lead_is_held_by_one_at_a_time_and_for_its_name_alone()
    {
        await using var database = await TestDatabase.CreateAsync();

        var jobs = await database.Outside.TryLeadAsync("jobs", CancellationToken.None);
        var again = await database.Outside.TryLeadAsync("jobs", CancellationToken.None);
        await using var sweeps = await database.Outside.TryLeadAsync("sweeps", CancellationToken.None);
        await jobs!.DisposeAsync();
        await using var next = await database.Outside.TryLeadAsync("jobs", CancellationToken.None);

        Assert.Null(again);
        Assert.NotNull(sweeps);
        Assert.NotNull(next);
    }
}
