using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Roles;

/// <summary>The setting Access:DefaultRole.</summary>
public sealed class DefaultRoleTests
{
    [Fact]
    public async Task New_users_get_the_role_that_the_setting_names()
    {
        await using var server = await RunningServer.StartAsync(("Access:DefaultRole", "light AGENT"));

        var made = await server.Client.MutateAsync(
            "createUser",
            new { userName = "newcomer", fullName = "New" },
            selection: "user { roles { nodes { name } } }"
        );

        Assert.Equal("""{"roles":{"nodes":[{"name":"Light agent"}]}}""", made.Object("user").GetRawText());
    }

    [Fact]
    public async Task A_name_that_no_role_has_stops_the_start()
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
            RunningServer.StartAsync(("Access:DefaultRole", "Clerk"))
        );

        Assert.Equal("Access:DefaultRole is 'Clerk', and no role is called so.", refusal.Message);
    }
}
