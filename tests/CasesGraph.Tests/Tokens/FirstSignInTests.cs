using System.Text.Json;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Tokens;

/// <summary>Where the settings say so, whoever the issuer knows gets in without being linked by hand.</summary>
public sealed class FirstSignInTests
{
    [Fact]
    public async Task A_verified_address_links_the_one_active_user_who_has_it()
    {
        await using var world = await TokenWorld.StartAsync(("Access:LinkByEmail", "{issuer}"));
        var user = await world.UserAsync("Straße@Example.org");
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(Mail("a", "straße@example.org", verified: false)));
        var me = await world.MeAsync(Mail("a", "strasse@example.org".Replace("ss", "ß", StringComparison.Ordinal)));
        Assert.Equal(user, me.GetProperty("user").GetProperty("id").GetString());
        // Whoever has an identity gets no other one by an address.
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(Mail("b", "straße@example.org")));

        var two = (await world.UserAsync("two@example.org"), await world.UserAsync("two@example.org"));
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(Mail("c", "two@example.org")));
        await world.Administrator.MutateAsync("updateUser", new { id = two.Item1, active = false });
        Assert.Equal("200 ", await world.KnockAsync(Mail("c", "two@example.org")));

        var admin = await world.UserAsync("boss@example.org");
        await RoleWorld.GiveAsync(world.Administrator, admin, RoleWorld.Id("Administrator"));
        Assert.Equal("403 UNKNOWN_IDENTITY", await world.KnockAsync(Mail("d", "boss@example.org")));

        string Mail(string subject, string email, bool verified = true) =>
            world.Issuer.Token(subject, [("email", email), ("email_verified", verified)]);
    }

    [Fact]
    public async Task Users_are_made_for_all_whom_the_issuer_knows()
    {
        await using var world = await TokenWorld.StartAsync(
            ("Access:CreateUsers", "{issuer}"),
            ("Access:DefaultRole", "Light agent")
        );
        var token = world.Issuer.Token(
            "new",
            [
                ("preferred_username", "admin"),
                ("name", "Ada Lovelace"),
                ("email", "ada@example.org"),
                ("email_verified", true),
            ]
        );
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.MeAsync(token)));
        var user = all[0].GetProperty("user");
        // The name of somebody who is here already is theirs.
        Assert.Equal(
            ("ada@example.org", "Ada Lovelace", "ada@example.org", "Light agent"),
            (Text("userName"), Text("fullName"), Text("email"), RolesOf(all[0]))
        );
        Assert.Single(
            all.Select(me => me.GetProperty("user").GetProperty("id").GetString()).Distinct(StringComparer.Ordinal)
        );

        string? Text(string name) => user.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Roles_follow_the_groups_of_the_newest_token_and_those_given_by_hand_stay()
    {
        await using var world = await TokenWorld.StartAsync(
            ("Access:CreateUsers", "{issuer}"),
            ("Access:GroupsClaim", "groups"),
            ("Access:Groups:leads", "Supervisor"),
            ("Access:Groups:audit", "Auditor")
        );
        var me = await world.MeAsync(Token(60, "leads", "unknown"));
        Assert.Equal("Agent, Supervisor", RolesOf(me));
        var id = me.GetProperty("user").GetProperty("id").GetString()!;
        await RoleWorld.GiveAsync(
            world.Administrator,
            id,
            RoleWorld.Id("Agent"),
            RoleWorld.Id("Supervisor"),
            RoleWorld.Id("Light agent")
        );
        // Within the minute nothing is looked at.
        Assert.Equal("Agent, Light agent, Supervisor", RolesOf(await world.MeAsync(Token(30, "audit"))));
        world.Wait();
        Assert.Equal("Agent, Auditor, Light agent", RolesOf(await world.MeAsync(Token(20, "audit"))));
        // An older token has nothing to say any more.
        world.Wait();
        Assert.Equal("Agent, Auditor, Light agent", RolesOf(await world.MeAsync(Token(50, "leads"))));

        string Token(int secondsAgo, params string[] groups) =>
            world.Issuer.Token(
                "grouped",
                [("groups", groups), ("iat", TestIssuer.In(TimeSpan.FromSeconds(-secondsAgo)))]
            );
    }

    [Fact]
    public async Task Whom_the_settings_name_is_an_administrator_from_the_start_on()
    {
        await using var world = await TokenWorld.StartAsync(("Access:Administrators", "{issuer}|auth|first;"));
        var me = await world.MeAsync(world.Issuer.Token("auth|first"));
        Assert.Equal("Administrator", RolesOf(me));
    }

    [Theory]
    [InlineData("Access:LinkByEmail", "https://another.example")]
    [InlineData("Access:CreateUsers", "https://another.example")]
    [InlineData("Access:Administrators", "https://another.example|x")]
    [InlineData("Access:Administrators", "nobody")]
    [InlineData("Access:Groups:leads", "Supervisor")]
    [InlineData("Authentication:Issuers:0:Kind", "Customer")]
    [InlineData("Authentication:Issuers:0:ValidAlgorithms", "HS256")]
    [InlineData("Authentication:Issuers:0:Authority", "login.example")]
    [InlineData("Authentication:Issuers:0:Audience", "")]
    public async Task A_setting_that_cannot_be_meant_stops_the_start(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TokenWorld.StartAsync((setting, value)));
        Assert.NotEmpty(refused.Message);
    }

    private static string RolesOf(JsonElement me) =>
        string.Join(
            ", ",
            me.GetProperty("user")
                .GetProperty("roles")
                .GetProperty("nodes")
                .EnumerateArray()
                .Select(role => role.GetProperty("name").GetString())
        );
}
