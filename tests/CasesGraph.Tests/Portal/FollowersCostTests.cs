using CasesGraph.ChangeLog.Feed;
using CasesGraph.Tests.ChangeLog.Feed;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query;

namespace CasesGraph.Tests.Portal;

public sealed class FollowersCostTests
{
    private const int Others = 10;
    private const int Followers = 5;

    [Fact]
    public async Task What_is_done_with_cases_of_others_is_read_for_no_contact_who_follows()
    {
        // Before the server: what it does in the background belongs to the trace then.
        using var traced = new TracedStatements();
        await using var world = await PortalWorld.StartAsync();
        var contacts = new List<string>();
        var streams = new List<GraphEvents>();
        for (var one = 0; one < Followers; one++)
        {
            contacts.Add(await world.ContactAsync());
            streams.Add(
                await GraphEvents.OpenAsync(
                    world.As(contacts[^1]),
                    "subscription { onCaseChanged { caseNumber case { subject } } }"
                )
            );
        }
        await Eventually.EqualAsync(Followers, () => world.Server.Get<ChangeFeed>().Subscribers);
        var before = OfContacts();

        for (var one = 0; one < Others; one++)
            await world.CaseAsync();
        var number = await world.CaseAsync(contacts[0]);

        var told = await streams[0].ReadAsync();
        Assert.Contains($"\"caseNumber\":{number},", told?.Data, StringComparison.Ordinal);
        // A round of the reader or two: the case, and what came with it.
        Assert.InRange(OfContacts() - before, 1, 3);
        streams.ForEach(stream => stream.Dispose());

        int OfContacts() =>
            traced.Texts.Count(text =>
                text.Contains("FacetsBefore", StringComparison.Ordinal)
                && text.Contains("CaseContact", StringComparison.Ordinal)
            );
    }
}
