using System.Net.Http.Headers;
using System.Text.Json;
using CasesGraph.Keys;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Tests.Keys;

/// <summary>The setting ApiKeys:RequireNetworks.</summary>
public sealed class RequiredNetworksTests(RequiredNetworksTests.Strict strict)
    : IClassFixture<RequiredNetworksTests.Strict>
{
    private RunningServer Server => strict.Server;

    [Fact]
    public async Task A_new_key_without_networks_is_refused_and_one_with_them_is_not()
    {
        var before = await CountAsync();

        Assert.Equal("REQUIRED networks", await Server.Client.RefusedKeyAsync(""));
        Assert.Equal("REQUIRED networks", await Server.Client.RefusedKeyAsync("networks: null"));
        Assert.Equal("TOO_SHORT networks", await Server.Client.RefusedKeyAsync("networks: []"));
        foreach (var everywhere in (string[])["0.0.0.0/0", "::/0"])
            Assert.Equal(
                "INVALID_VALUE networks",
                await Server.Client.RefusedKeyAsync($$"""networks: ["192.0.2.1", "{{everywhere}}"]""")
            );
        Assert.Equal(before, await CountAsync());
        using var client = Server.With((await Server.NewKeyAsync("networks: [\"127.0.0.0/8\"]")).Text);
        Assert.Equal("200 ", await client.KnockAsync());
        // Nor does a key make one without.
        Assert.Equal("REQUIRED networks", await client.RefusedKeyAsync(""));
    }

    [Fact]
    public async Task A_key_from_before_goes_on_without_networks_and_can_be_rotated()
    {
        var key = await Server.NewKeyAsync("networks: [\"127.0.0.0/8\"]");
        await using (var db = Server.Database.CreateDb())
        {
            await db.Set<ApiKey>()
                .Where(one => one.KeyId == key.Text.Substring(0, 16))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Networks, (string?)null));
        }

        var rotated = await RotateAsync(key);

        Assert.Equal(JsonValueKind.Null, rotated.GetProperty("apiKey").GetProperty("networks").ValueKind);
        using var client = Server.With(rotated.GetProperty("secret").GetString()!);
        Assert.Equal("200 ", await client.KnockAsync());
    }

    [Fact]
    public async Task A_rotated_key_keeps_its_networks()
    {
        var rotated = await RotateAsync(await Server.NewKeyAsync("networks: [\"192.0.2.0/24\"]"));

        Assert.Equal("""["192.0.2.0/24"]""", rotated.GetProperty("apiKey").GetProperty("networks").GetRawText());
        using var client = Server.With(rotated.GetProperty("secret").GetString()!);
        Assert.Equal("403 FORBIDDEN_NETWORK", await client.KnockAsync());
    }

    [Fact]
    public async Task The_command_says_which_option_it_needs_and_makes_a_key_of_these_networks()
    {
        (string, string)[] settings = [("ASPNETCORE_ENVIRONMENT", "Production"), ("ApiKeys__RequireNetworks", "true")];
        string[] command = ["access", "key", "--user", "importer", "--name", "import"];
        using var folder = new TemporaryFolder();

        var refused = await ServerProcess.RunAsync(folder.Path, command, settings);
        var wrong = await ServerProcess.RunAsync(folder.Path, [.. command, "--network", "127.0.0.1,here"], settings);
        var made = await ServerProcess.RunAsync(
            folder.Path,
            [.. command, "--network", "127.0.0.1,::1,192.0.2.0/24"],
            settings
        );

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("give --network, from where alone", refused.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("This is no address or network", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(0, made.ExitCode);
        await using var server = await ServerProcess.StartAsync(folder.Path, settings);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Output.Trim());
        var me = await server.Client.AskAsync("{ me { apiKey { networks } } }");
        Assert.Equal(
            """["127.0.0.1/32","::1/128","192.0.2.0/24"]""",
            me.GetProperty("me").GetProperty("apiKey").GetProperty("networks").GetRawText()
        );
    }

    private async Task<JsonElement> RotateAsync(MadeKey key) =>
        await Server.Client.RunAsync($$"""rotateApiKey(input: {id: "{{key.Id}}" })""", "apiKey { networks } secret");

    private async Task<string> CountAsync() =>
        (await Server.Client.AskAsync("{ apiKeys { totalCount } }")).GetRawText();

    public sealed class Strict : IAsyncLifetime
    {
        public RunningServer Server { get; } = new() { Settings = { ["ApiKeys:RequireNetworks"] = "true" } };

        public Task InitializeAsync() => Server.InitializeAsync();

        public Task DisposeAsync() => Server.DisposeAsync();
    }
}
