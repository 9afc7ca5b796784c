using CasesGraph.Access;
using CasesGraph.Data;
using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Roles;

/// <summary>What follows from a user's roles, and from when on.</summary>
public sealed class RightsTests(RoleWorld world) : IClassFixture<RoleWorld>
{
    private static readonly Gen<Grant[]> Grants = Gen.Select(
        Gen.Enum<AccessAction>(),
        Gen.Enum<AccessLevel>(),
        (action, level) => new Grant(action, level)
    ).Array[0, 12];

    [Fact]
    public void Of_two_roles_the_wider_level_holds_for_each_action() =>
        Gen.Select(Grants, Grants)
            .Sample(
                (one, other) =>
                {
                    var (first, second) = (Shape(one), Shape(other));
                    var both = first.Or(second);
                    return both == Shape([.. one, .. other])
                        && Enum.GetValues<AccessAction>()
                            .All(action =>
                                both[action] == (AccessLevel)Math.Max((int)first[action], (int)second[action])
                            );
                }
            );

    [Fact]
    public void A_text_of_grants_is_read_as_it_was_written() =>
        Grants.Sample(grants =>
        {
            var once = grants.DistinctBy(grant => grant.Action).ToArray();
            var text = GrantText.Of(once);
            return GrantText.Shape(text) == Shape(once)
                && string.Equals(GrantText.Of(GrantText.Read(text)), text, StringComparison.Ordinal);
        });

    [Fact]
    public async Task A_user_may_do_what_any_of_the_roles_allows_and_another_role_takes_nothing_away() =>
        await Gen.Select(Gen.Int[1, 5].Array[0, 4], Gen.Int[1, 5])
            .SampleAsync(
                async (roles, more) =>
                {
                    var user = await world.UserAsync([.. roles.Distinct().Select(Id)]);
                    var client = world.Server.As(user);
                    var before = await RoleWorld.GrantsAsync(client);
                    Assert.Equal(Allowed(roles), before);

                    await RoleWorld.GiveAsync(world.Administrator, user, [.. roles.Append(more).Distinct().Select(Id)]);

                    var after = await RoleWorld.GrantsAsync(client);
                    Assert.Equal(Allowed([.. roles, more]), after);
                    Assert.Empty(before.Except(after, StringComparer.Ordinal));
                },
                iter: Iterations.Of(15),
                threads: 1
            );

    [Fact]
    public async Task What_is_taken_away_is_refused_from_the_next_request_on()
    {
        var role = await world.RoleAsync("BUG_VIEW", "BUG_EDIT");
        var user = await world.UserAsync(role);
        var client = world.Server.As(user);
        const string bugs = "{ bugs { totalCount } }";

        for (var round = 0; round < 20; round++)
        {
            Assert.Empty(await client.RefusalsAsync(bugs));
            await RoleWorld.GiveAsync(world.Administrator, user);
            Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync(bugs));
            await RoleWorld.GiveAsync(world.Administrator, user, role);
        }
        Assert.Empty(await client.RefusalsAsync(bugs));
        await world.Administrator.MutateAsync("updateRole", new { id = role, grants = Array.Empty<object>() });
        Assert.Equal(["FORBIDDEN"], await client.RefusalsAsync(bugs));
    }

    [Fact]
    public async Task A_user_who_is_inactive_may_do_nothing_and_comes_back_with_the_same_roles()
    {
        var user = await world.UserAsync(Id(4));
        var client = world.Server.As(user);
        Assert.NotEmpty(await RoleWorld.GrantsAsync(client));

        await world.Administrator.MutateAsync("updateUser", new { id = user, active = false });
        Assert.Empty(await RoleWorld.GrantsAsync(client));
        await world.Administrator.MutateAsync("updateUser", new { id = user, active = true });

        Assert.Equal(Allowed([4]), await RoleWorld.GrantsAsync(client));
    }

    [Fact]
    public async Task What_another_process_takes_away_is_refused_soon()
    {
        var user = await world.UserAsync(Id(4));
        var client = world.Server.As(user);
        Assert.NotEmpty(await RoleWorld.GrantsAsync(client));

        await world.Server.Database.Gate.RunAsync(
            async (db, _, token) =>
            {
                await db.RaiseAccessVersionAsync(token);
                return await db.Set<UserRole>().Where(link => link.RoleId == 4).ExecuteDeleteAsync(token);
            },
            CancellationToken.None
        );

        await Task.Delay(RightsWatch.Trust);
        Assert.Empty(await RoleWorld.GrantsAsync(client));
    }

    private static AccessShape Shape(IEnumerable<Grant> grants) =>
        AccessShape.Of(grants.Select(grant => (grant.Action, grant.Level)));

    private static string Id(int role) => RoleWorld.Id(Role(role).Name);

    private static BuiltInRole Role(int id) => BuiltInRole.All.Single(role => role.Id == id);

    private static IReadOnlyList<string> Allowed(IEnumerable<int> roles) =>
        [
            .. roles
                .SelectMany(id => Role(id).Actions)
                .Distinct()
                .Order()
                .Select(action => Naming.UpperSnake($"{action}")),
        ];
}
