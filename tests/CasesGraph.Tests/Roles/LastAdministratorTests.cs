using CasesGraph.Model;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Query.Requests;
using CasesGraph.Users;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Roles;

/// <summary>Somebody is always left who may do everything.</summary>
public sealed class LastAdministratorTests : IAsyncLifetime
{
    private static readonly string First = OpaqueId.Encode(nameof(User), 1);
    private readonly RoleWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_last_active_administrator_keeps_the_role_and_stays_active()
    {
        var inactive = await world.UserAsync(RoleWorld.Id("Administrator"));
        await world.Administrator.MutateAsync("updateUser", new { id = inactive, active = false });

        var taken = await RoleWorld.GiveAsync(world.Administrator, First, RoleWorld.Id("Agent"));
        var deactivated = await world.Administrator.MutateAsync("updateUser", new { id = First, active = false });
        var upserted = await world.Administrator.MutateAsync(
            "upsertUser",
            new { match = new { userName = "admin" }, update = new { active = false } }
        );

        Assert.Equal(["input.roleIds LAST_ADMINISTRATOR"], taken.Errors);
        Assert.Equal(["input.active LAST_ADMINISTRATOR"], deactivated.Errors);
        Assert.Equal(["input.update.active LAST_ADMINISTRATOR"], upserted.Errors);
        Assert.Equal("Administrator", await world.RolesOfAsync(First));
    }

    [Fact]
    public async Task Of_two_who_take_it_from_each_other_at_once_one_stays() =>
        await Gen
            .Bool.Array[2]
            .SampleAsync(
                async byRole =>
                {
                    var second = await world.UserAsync(RoleWorld.Id("Administrator"));
                    var (one, other) = (world.Server.As(First), world.Server.As(second));

                    var left = await Task.WhenAll(
                        TakeAsync(one, second, byRole[0]),
                        TakeAsync(other, First, byRole[1])
                    );

                    var administrators = await AdministratorsAsync();
                    Assert.True(
                        administrators.Count == 1,
                        string.Join(" | ", left.SelectMany(payload => payload.Errors))
                    );
                    await RestoreAsync(administrators[0], second);
                },
                iter: Iterations.Of(12),
                threads: 1
            );

    private static Task<Payload> TakeAsync(HttpClient client, string from, bool byRole) =>
        byRole
            ? RoleWorld.GiveAsync(client, from)
            : client.MutateAsync("updateUser", new { id = from, active = false });

    /// <summary>The first user alone is one again.</summary>
    private async Task RestoreAsync(long left, string second)
    {
        var client = world.Server.As(OpaqueId.Encode(nameof(User), left));
        await client.MutateAsync("updateUser", new { id = First, active = true });
        Assert.Empty((await RoleWorld.GiveAsync(client, First, RoleWorld.Id("Administrator"))).Errors);
        Assert.Empty((await RoleWorld.GiveAsync(world.Administrator, second)).Errors);
    }

    private async Task<List<long>> AdministratorsAsync()
    {
        await using var db = world.Server.Database.CreateDb();
        return await db.Set<UserRole>()
            .Where(link => link.RoleId == BuiltInRole.AdministratorId && link.User.Active)
            .Select(link => link.UserId)
            .ToListAsync();
    }
}
