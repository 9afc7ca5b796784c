using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Roles;

namespace CasesGraph.Tests.Tokens;

/// <summary>Identities are linked to users by hand, by those who may do what the user may.</summary>
public sealed class LinkIdentityTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task A_user_has_several_identities_and_each_has_one_user()
    {
        var (user, other) = (await world.LinkedAsync("one"), await world.UserAsync());
        var second = await world.LinkAsync(user, "two");
        Assert.Equal(
            ["one", "two"],
            second
                .Object("user")
                .GetProperty("identities")
                .EnumerateArray()
                .Select(identity => identity.GetProperty("subject").GetString())
                .ToList()
        );
        var again = await world.LinkAsync(user, "two");
        Assert.Equal((0, false), (again.Errors.Count, again.HasChangeSet));
        Assert.Equal(["input.subject NOT_UNIQUE"], (await world.LinkAsync(other, "two")).Errors);
        Assert.Empty((await world.LinkAsync(other, "TWO")).Errors);
    }

    [Fact]
    public async Task Each_mistake_names_its_field()
    {
        var user = await world.UserAsync();
        var refused = await world.Administrator.MutateAsync(
            "linkIdentity",
            new
            {
                userId = user,
                issuer = "https://another.example",
                subject = "",
            }
        );
        Assert.Equal(["input.subject REQUIRED", "input.issuer INVALID_VALUE"], refused.Errors);
        var unknown = await world.Administrator.MutateAsync(
            "unlinkIdentity",
            new { issuer = world.Issuer.Name, subject = "nobody at all" }
        );
        Assert.Equal(["input.subject INVALID_VALUE"], unknown.Errors);
        await world.Administrator.MutateAsync("updateUser", new { id = user, active = false });
        Assert.Equal(["input.userId INACTIVE"], (await world.LinkAsync(user, "late")).Errors);
    }

    [Fact]
    public async Task Nobody_links_an_identity_to_a_user_who_may_do_more()
    {
        var (manager, admin) = (await world.LinkedAsync("manager"), await world.LinkedAsync("admin"));
        var role = await world.Administrator.MutateAsync(
            "createRole",
            new { name = "Manager", grants = new[] { new { action = "USERS_MANAGE" } } }
        );
        var id = role.Object("role").GetProperty("id").GetString()!;
        await RoleWorld.GiveAsync(world.Administrator, manager, id);
        await RoleWorld.GiveAsync(world.Administrator, admin, RoleWorld.Id("Administrator"));
        using var client = world.With(world.Issuer.Token("manager"));
        Assert.Equal(["input.userId ROLE_WIDER_THAN_YOURS"], (await world.LinkAsync(admin, "mine", client)).Errors);
        Assert.Empty((await world.LinkAsync(manager, "mine", client)).Errors);
        var unlinked = await client.MutateAsync(
            "unlinkIdentity",
            new { issuer = world.Issuer.Name, subject = "admin" }
        );
        Assert.Equal(["input.subject ROLE_WIDER_THAN_YOURS"], unlinked.Errors);
    }

    [Fact]
    public async Task Identities_are_for_their_user_and_for_those_who_manage_users()
    {
        var (own, other) = (await world.LinkedAsync("own"), await world.LinkedAsync("other's"));
        using var client = world.With(world.Issuer.Token("own"));
        Assert.Equal(["own"], await SubjectsAsync(client, own));
        Assert.Empty(await SubjectsAsync(client, other));
        Assert.Equal(["other's"], await SubjectsAsync(world.Administrator, other));
        var forbidden = await world.LinkAsync(own, "more", client);
        Assert.Equal(["ForbiddenError"], forbidden.Errors);
    }

    [Fact]
    public async Task The_users_log_has_what_is_linked_and_unlinked()
    {
        var user = await world.LinkedAsync("logged");
        await world.Administrator.MutateAsync("unlinkIdentity", new { issuer = world.Issuer.Name, subject = "logged" });
        await world.Server.SettledAsync();
        var data = await world.Administrator.AskAsync(
            $$"""{ userById(id: "{{user}}") { changes(first: 10) { nodes { fields { field before after } } } } }"""
        );
        var rows = data.GetProperty("userById")
            .GetProperty("changes")
            .GetProperty("nodes")
            .EnumerateArray()
            .SelectMany(change => change.GetProperty("fields").EnumerateArray())
            .Where(row => row.GetProperty("field").GetString() is "identities")
            .Select(row => $"{row.GetProperty("before")} > {row.GetProperty("after")}")
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal([$" > {world.Issuer.Name}|logged", $"{world.Issuer.Name}|logged > "], rows);
    }

    [Fact]
    public async Task A_use_is_noted()
    {
        var user = await world.LinkedAsync("used");
        Assert.Equal("200 ", await world.KnockAsync(world.Issuer.Token("used")));
        await Eventually.HoldsAsync(async () =>
        {
            var data = await world.Administrator.AskAsync(
                $$"""{ userById(id: "{{user}}") { identities { lastUsedAt } } }"""
            );
            return data.GetProperty("userById").GetProperty("identities")[0].GetProperty("lastUsedAt").GetString()
                is not null;
        });
    }

    private static async Task<IReadOnlyList<string?>> SubjectsAsync(HttpClient client, string user)
    {
        var data = await client.AskAsync($$"""{ userById(id: "{{user}}") { identities { subject } } }""");
        return
        [
            .. data.GetProperty("userById")
                .GetProperty("identities")
                .EnumerateArray()
                .Select(identity => identity.GetProperty("subject").GetString()),
        ];
    }
}
