using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Tokens;

namespace CasesGraph.Tests.Audit;

/// <summary>What is kept of those whom an identity provider knows: never the subject, which the issuer finds by its hash.</summary>
public sealed class AuditedIdentitiesTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task An_identity_is_linked_signs_in_for_the_first_time_and_is_unlinked()
    {
        var user = await world.LinkedAsync("ada|lovelace");
        await world.MeAsync(world.Issuer.Token("ada|lovelace"));
        await world.MeAsync(world.Issuer.Token("ada|lovelace"));
        var where = $$"""objectId: { eq: "{{user}}" }, kind: { nin: [ROLE_GIVEN, MEMBER_ADDED] }""";
        await world.Administrator.EventsAsync(where, count: 2);
        await world.Administrator.MutateAsync(
            "unlinkIdentity",
            new { issuer = world.Issuer.Name, subject = "ada|lovelace" }
        );

        var events = await world.Administrator.EventsAsync(where);

        Assert.Equal(
            ["IDENTITY_LINKED", "FIRST_SIGN_IN", "IDENTITY_UNLINKED"],
            events.Select(one => one.Text("kind")!),
            StringComparer.Ordinal
        );
        var identity = HashedIdentity.Of(world.Issuer.Name, "ada|lovelace");
        Assert.All(
            events,
            one =>
            {
                Assert.Equal(identity, new(one.Detail("issuer")!, one.Detail("subjectHash")!));
                Assert.Equal("127.0.0.1", one.Text("address"));
                Assert.DoesNotContain("lovelace", one.ToString(), StringComparison.Ordinal);
            }
        );
        Assert.Equal(user, events[1].Actor);
    }

    [Fact]
    public async Task First_sign_ins_at_once_are_told_as_one()
    {
        var user = await world.LinkedAsync("many");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.MeAsync(world.Issuer.Token("many"))));
        // Rights that change are read anew, with when who has them was here last.
        var behind = await world.LinkedAsync("behind");
        await world.MeAsync(world.Issuer.Token("many"));
        // Told behind all that is told in turn.
        await world.MeAsync(world.Issuer.Token("behind"));
        await world.Administrator.EventsAsync(
            $$"""objectId: { eq: "{{behind}}" }, kind: { eq: FIRST_SIGN_IN }""",
            count: 1
        );

        Assert.Single(
            await world.Administrator.EventsAsync($$"""objectId: { eq: "{{user}}" }, kind: { eq: FIRST_SIGN_IN }""")
        );
    }

    [Fact]
    public async Task Whom_nobody_knows_is_kept_by_a_hash()
    {
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(world.Issuer.Token("stranger")));

        var one = (await world.Administrator.EventsAsync("kind: { eq: SIGN_IN_REFUSED }", count: 1))[0];

        Assert.Equal(
            ("UNKNOWN_IDENTITY", HashedIdentity.Of(world.Issuer.Name, "stranger")),
            (one.Detail("reason"), new(one.Detail("issuer")!, one.Detail("subjectHash")!))
        );
    }
}
