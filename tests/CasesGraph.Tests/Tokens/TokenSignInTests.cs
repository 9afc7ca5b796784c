using System.Globalization;
using System.Text;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Tokens;

/// <summary>Whoever shows a token is the user who is linked to it; nothing but the issuer's own word is believed.</summary>
public sealed class TokenSignInTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    private static readonly string[] Critical = ["exp"];

    [Fact]
    public async Task A_token_lets_in_whoever_is_linked_until_it_expires()
    {
        var user = await world.LinkedAsync("someone");
        var end = TestIssuer.In(TimeSpan.FromMinutes(20));
        var me = await world.MeAsync(world.Issuer.Token("someone", [("exp", end)]));
        Assert.Equal(user, me.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(
            end,
            DateTimeOffset
                .Parse(me.GetProperty("expiresAt").GetString()!, CultureInfo.InvariantCulture)
                .ToUnixTimeSeconds()
        );
    }

    [Theory]
    [InlineData("RS256", "at+jwt")]
    [InlineData("RS256", "JWT")]
    [InlineData("RS256", "application/at+jwt")]
    [InlineData("PS256", "at+jwt")]
    [InlineData("ES256", "at+jwt")]
    public async Task Signatures_of_three_kinds_are_taken(string algorithm, string type)
    {
        var subject = $"{algorithm} {type}";
        await world.LinkedAsync(subject);
        IssuerKey key = algorithm is "ES256" ? new EcKey(subject) : new RsaKey(subject, algorithm);
        // Between two of these the server asks for no keys.
        world.Wait();
        await using var issuer = new Rotated(world.Issuer, key);
        var token = world.Issuer.Token(subject, key: key, header: [("typ", type)]);
        Assert.Equal("200 ", await world.KnockAsync(token));
    }

    [Theory]
    [InlineData("exp", -31L, "401 TOKEN_EXPIRED")]
    [InlineData("exp", -10L, "200 ")]
    [InlineData("nbf", 29L, "200 ")]
    [InlineData("nbf", 60L, "401 UNAUTHENTICATED")]
    [InlineData("exp", null, "401 UNAUTHENTICATED")]
    [InlineData("exp", "tomorrow", "401 UNAUTHENTICATED")]
    [InlineData("aud", "another service", "401 UNAUTHENTICATED")]
    [InlineData("aud", null, "401 UNAUTHENTICATED")]
    [InlineData("iss", "https://another.example", "401 UNAUTHENTICATED")]
    [InlineData("iss", null, "401 UNAUTHENTICATED")]
    [InlineData("sub", null, "401 UNAUTHENTICATED")]
    [InlineData("sub", "", "401 UNAUTHENTICATED")]
    [InlineData("sub", "nobody", "403 UNKNOWN_IDENTITY")]
    [InlineData("nonce", "n-0S6_WzA2Mj", "401 UNAUTHENTICATED")]
    public async Task Each_claim_is_judged(string claim, object? value, string expected)
    {
        var subject = $"{claim} {value ?? "none"}.";
        await world.LinkedAsync(subject);
        var said = value is long seconds ? TestIssuer.In(TimeSpan.FromSeconds(seconds)) : value;
        var token = world.Issuer.Token(subject, [(claim, said)]);
        Assert.Equal(expected, await world.KnockAsync(token));
    }

    [Fact]
    public async Task Forged_signatures_let_nobody_in()
    {
        await world.LinkedAsync("victim");
        var key = (RsaKey)world.Issuer.Keys[0];
        var claims = world.Issuer.Claims("victim");
        using var foreign = new RsaKey(key.Id);
        var none = TestIssuer.Unsigned(new { alg = "none", typ = "at+jwt" }, claims) + ".";
        var signed = TestIssuer.Unsigned(
            new
            {
                alg = "HS256",
                typ = "at+jwt",
                kid = key.Id,
            },
            claims
        );
        var mac = System.Security.Cryptography.HMACSHA256.HashData(key.Pem, Encoding.ASCII.GetBytes(signed));
        var good = world.Issuer.Token("victim");
        var other = world.Issuer.Token("other");
        string[] forged =
        [
            none,
            $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(mac)}",
            world.Issuer.Token("victim", key: foreign),
            world.Issuer.Token("victim", header: [("kid", "unknown")]),
            world.Issuer.Token("victim", header: [("typ", null)]),
            world.Issuer.Token("victim", header: [("typ", "logout+jwt")]),
            world.Issuer.Token("victim", header: [("crit", Critical)]),
            // The payload of one with the signature of another.
            $"{string.Join('.', good.Split('.')[..2])}.{other.Split('.')[2]}",
            $"{good.Split('.')[0]}.e30.{good.Split('.')[2]}",
            "a.b.c",
            "..",
        ];
        foreach (var token in forged)
            Assert.Equal("401 UNAUTHENTICATED", await world.KnockAsync(token));
        Assert.Equal("200 ", await world.KnockAsync(good));
    }

    [Fact]
    public async Task A_claim_given_twice_is_none()
    {
        await world.LinkedAsync("twice");
        var key = world.Issuer.Keys[0];
        var header = new
        {
            alg = key.Algorithm,
            kid = key.Id,
            typ = "JWT",
        };
        var payload = System.Text.Json.JsonSerializer.Serialize(world.Issuer.Claims("twice"));
        var both = Encoding.UTF8.GetBytes(payload.Insert(1, "\"sub\":\"admin\","));
        var signed =
            $"{TestIssuer.Unsigned(header, "").Split('.')[0]}.{System.Buffers.Text.Base64Url.EncodeToString(both)}";
        var signature = System.Buffers.Text.Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
        Assert.Equal("401 UNAUTHENTICATED", await world.KnockAsync($"{signed}.{signature}"));
    }

    [Fact]
    public async Task A_token_without_a_kid_is_tried_with_all_keys()
    {
        await world.LinkedAsync("no kid");
        var token = world.Issuer.Token("no kid", header: [("kid", null)]);
        Assert.Equal("200 ", await world.KnockAsync(token));
    }

    [Fact]
    public async Task Whoever_is_unknown_is_told_what_to_give_to_an_administrator()
    {
        using var client = world.With(world.Issuer.Token("stranger"));
        using var response = await client.GetAsync(new Uri("/graphql?query={me{id}}", UriKind.Relative));
        using var answer = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var extensions = answer.RootElement.GetProperty("errors")[0].GetProperty("extensions");
        Assert.Equal(world.Issuer.Name, extensions.GetProperty("issuer").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("stranger"u8)),
            extensions.GetProperty("subjectHash").GetString()
        );
    }

    [Fact]
    public async Task An_inactive_user_is_not_let_in()
    {
        var user = await world.LinkedAsync("leaver");
        var token = world.Issuer.Token("leaver");
        Assert.Equal("200 ", await world.KnockAsync(token));
        await world.Administrator.MutateAsync("updateUser", new { id = user, active = false });
        Assert.Equal("403 INACTIVE", await world.KnockAsync(token));
    }

    /// <summary>An issuer that signs by another key beside those that it has, for a while.</summary>
    private sealed class Rotated : IAsyncDisposable
    {
        private readonly TestIssuer issuer;
        private readonly IReadOnlyList<IssuerKey> before;

        public Rotated(TestIssuer issuer, IssuerKey key)
        {
            (this.issuer, before) = (issuer, issuer.Keys);
            issuer.Keys = [.. before, key];
        }

        public ValueTask DisposeAsync()
        {
            issuer.Keys[^1].Dispose();
            issuer.Keys = before;
            return ValueTask.CompletedTask;
        }
    }
}
