using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;

namespace CasesGraph.Tests.Tokens;

/// <summary>How a server starts that takes tokens, and the command that names its first administrator.</summary>
public sealed class TokenStartTests
{
    private const string Issuer = "https://login.example";

    private static readonly (string, string)[] Production =
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("Authentication__Issuers__0__Authority", Issuer),
        ("Authentication__Issuers__0__Audience", "cases"),
    ];

    [Fact]
    public async Task With_an_issuer_it_starts_in_Production_with_nobody_in_the_database()
    {
        await using var server = new RunningServer
        {
            Environment = "Production",
            Settings =
            {
                ["Authentication:Issuers:0:Authority"] = Issuer,
                ["Authentication:Issuers:0:Audience"] = "cases",
            },
        };
        await server.InitializeAsync();
        Assert.Equal("401 UNAUTHENTICATED", await server.Client.KnockAsync());
        await using var db = server.Database.CreateDb();
        Assert.Empty(db.Set<CasesGraph.Users.User>());
    }

    [Theory]
    [InlineData("Authentication:Issuers:0:Authority", "http://login.example", "https")]
    [InlineData("Authentication:Schemes:Bearer:ValidIssuer", "dotnet-user-jwts", "Development")]
    public async Task What_is_for_developers_is_refused_in_Production(string setting, string value, string expected)
    {
        await using var server = new RunningServer
        {
            Environment = "Production",
            Settings = { ["Authentication:Issuers:0:Audience"] = "cases", [setting] = value },
        };
        server.Settings.TryAdd("Authentication:Issuers:0:Authority", Issuer);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.InitializeAsync);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_names_an_administrator()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["access", "admin", "--issuer", Issuer, "--subject", "auth0|7", "--user", "ada"];
        for (var time = 0; time < 2; time++)
        {
            var (exitCode, output, _) = await ServerProcess.RunAsync(folder.Path, command, Production);
            Assert.Equal(0, exitCode);
            Assert.EndsWith(
                $"auth0|7 of {Issuer} signs in as ada, who is an administrator.\n",
                output,
                StringComparison.Ordinal
            );
        }
        var (refused, _, error) = await ServerProcess.RunAsync(
            folder.Path,
            ["access", "admin", "--issuer", "https://login.example/", "--subject", "auth0|7"],
            Production
        );
        Assert.Equal(1, refused);
        Assert.EndsWith(
            $"CasesGraph: 'https://login.example/' is no issuer of the settings for users, which have {Issuer}.\n",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tokens_of_dotnet_user_jwts_are_taken_in_Development()
    {
        const string name = "dotnet-user-jwts";
        var secret = RandomNumberGenerator.GetBytes(32);
        await using var server = await RunningServer.StartAsync(
            ("Authentication:Schemes:Bearer:ValidIssuer", name),
            ("Authentication:Schemes:Bearer:ValidAudiences:0", "http://localhost:5000"),
            ("Authentication:Schemes:Bearer:SigningKeys:0:Id", "9c4d"),
            ("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", name),
            ("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(secret)),
            ("Authentication:Schemes:Bearer:SigningKeys:0:Length", "32"),
            ("Access:CreateUsers", name)
        );
        var signed = TestIssuer.Unsigned(
            new { alg = "HS256", typ = "JWT" },
            new
            {
                iss = name,
                aud = "http://localhost:5000",
                sub = "developer",
                exp = TestIssuer.In(TimeSpan.FromDays(90)),
            }
        );
        var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed));
        using var client = server.With($"{signed}.{Base64Url.EncodeToString(signature)}");
        Assert.Equal("200 ", await client.KnockAsync());
    }
}
