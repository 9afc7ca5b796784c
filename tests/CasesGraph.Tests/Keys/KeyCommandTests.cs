using System.Net.Http.Headers;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Keys;

/// <summary>The command that makes the first key, and the start that needs one.</summary>
public sealed class KeyCommandTests
{
    private static readonly string[] Command = ["access", "key", "--user", "importer", "--name", "import"];

    private static readonly (string, string) Production = ("ASPNETCORE_ENVIRONMENT", "Production");

    [Fact]
    public async Task An_empty_database_and_one_command_let_a_server_start_for_whoever_has_the_key()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(
            folder.Path,
            [.. Command, "--role", "Administrator", "--days", "30"],
            Production
        );
        Assert.Equal((0, ""), (exitCode, error.Contains("fail:", StringComparison.Ordinal) ? error : ""));
        Assert.Matches("^cgk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}\n$", output);

        await using var server = await ServerProcess.StartAsync(folder.Path, Production);
        Assert.Equal("401 UNAUTHENTICATED", await server.Client.KnockAsync());
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", output.Trim());
        var me = await server.Client.AskAsync("{ me { user { userName kind roles { nodes { name } } } } }");
        Assert.Equal(
            """{"user":{"userName":"importer","kind":"SERVICE","roles":{"nodes":[{"name":"Administrator"}]}}}""",
            me.GetProperty("me").ToString()
        );
    }

    [Theory]
    [InlineData("--role", "Nobody", "No role is called 'Nobody'.")]
    [InlineData("--days", "9999", "The time has to come, within 730 days.")]
    public async Task What_cannot_be_a_key_is_refused_in_one_line(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, [.. Command, option, value]);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.EndsWith($"CasesGraph: {expected}\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_start_says_which_command_makes_one()
    {
        await using var server = new RunningServer { Settings = { ["Access:Anonymous"] = "Denied" } };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.InitializeAsync);
        Assert.Contains("access key --user NAME --name TEXT", refused.Message, StringComparison.Ordinal);
    }
}
