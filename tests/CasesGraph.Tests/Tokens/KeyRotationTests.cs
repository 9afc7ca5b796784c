using CasesGraph.Server.Http.Tokens;

namespace CasesGraph.Tests.Tokens;

/// <summary>An issuer changes its keys as it likes; the server follows, and is not led to ask without end.</summary>
public sealed class KeyRotationTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task A_new_key_is_known_at_its_first_token_and_a_withdrawn_one_no_more()
    {
        await world.LinkedAsync("someone");
        var issuer = world.Issuer;
        var (old, next) = (issuer.Keys[0], new EcKey("next"));
        var before = issuer.Token("someone");
        Assert.Equal("200 ", await world.KnockAsync(before));

        issuer.Keys = [next, old];
        Assert.Equal("200 ", await world.KnockAsync(issuer.Token("someone")));
        Assert.Equal("200 ", await world.KnockAsync(before));

        issuer.Keys = [next];
        await world.Server.Get<TokenIssuers>().RefreshAsync(CancellationToken.None);
        Assert.Equal("401 UNAUTHENTICATED", await world.KnockAsync(before));
        Assert.Equal("401 UNAUTHENTICATED", await world.KnockAsync(issuer.Token("someone", key: old)));
        Assert.Equal("200 ", await world.KnockAsync(issuer.Token("someone")));
        old.Dispose();
    }
}

public sealed class ForgedKeyTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task Tokens_with_keys_that_nobody_has_lead_to_one_reading()
    {
        await world.LinkedAsync("someone");
        var token = world.Issuer.Token("someone");
        Assert.Equal("200 ", await world.KnockAsync(token));
        var reads = world.Issuer.Reads;
        for (var time = 0; time < 20; time++)
        {
            var forged = world.Issuer.Token("someone", header: [("kid", $"forged {time}")]);
            Assert.Equal("401 UNAUTHENTICATED", await world.KnockAsync(forged));
        }
        Assert.InRange(world.Issuer.Reads - reads, 1, 3);
        Assert.Equal("200 ", await world.KnockAsync(token));
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_keeps_nobody_out_whose_key_is_known()
    {
        await using var other = await TokenWorld.StartAsync();
        await other.LinkedAsync("someone");
        var token = other.Issuer.Token("someone");
        Assert.Equal("200 ", await other.KnockAsync(token));
        await other.Issuer.StopAsync();
        await other.Server.Get<TokenIssuers>().RefreshAsync(CancellationToken.None);
        Assert.Equal("200 ", await other.KnockAsync(token));
        Assert.Contains(
            other.Server.Log.Entries,
            entry => entry.Message.Contains("signing keys", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Where_no_key_was_ever_read_a_token_is_503()
    {
        await using var other = await TokenWorld.StartAsync(
            ("Authentication:Issuers:1:Authority", "http://127.0.0.1:9"),
            ("Authentication:Issuers:1:Audience", TestIssuer.Audience)
        );
        var token = other.Issuer.Token("someone", [("iss", "http://127.0.0.1:9")]);
        Assert.Equal("503 UNAVAILABLE", await other.KnockAsync(token));
    }
}
