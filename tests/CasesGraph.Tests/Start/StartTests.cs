using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Start;

public sealed class StartTests
{
    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle'; it takes Sqlite or Postgres.")]
    [InlineData("Limits:Depth", "deep", "Limits:Depth is 'deep'; it takes a whole number.")]
    [InlineData("Limits:Depth", "0", "Limits: The field Depth must be between 1 and 100.")]
    [InlineData("Limits:DefaultPageSize", "500", "Limits:DefaultPageSize (500) is over Limits:MaxPageSize (100).")]
    [InlineData("Demo:Case", "5", "Demo:Case is not a setting; Demo has Cases.")]
    [InlineData("Cors:Origins", "*", "Cors:Origins has '*'")]
    [InlineData("Access:Anonymous", "Anyone", "Access:Anonymous is 'Anyone'; it takes one of Denied, Administrator.")]
    [InlineData("Telemetry:OtlpEndpoint", "collector", "Telemetry:OtlpEndpoint is 'collector'; it takes an address")]
    [InlineData("Ide:Enabled", "sometimes", "Ide:Enabled is 'sometimes'; it takes true or false.")]
    [InlineData("Ide:BananaCakePop:Rot", "bcp", "Ide:BananaCakePop:Rot is not a setting; Ide:BananaCakePop has Root.")]
    [InlineData("Ide:BananaCakePop:Root", "bcp", "Ide:BananaCakePop:Root is 'bcp'; it takes the folder")]
    [InlineData("Ide:BananaCakePop", "bcp", "its folder is set by Ide:BananaCakePop:Root.")]
    [InlineData("Uploads:Foldr", "x", "Uploads:Foldr is not a setting; Uploads has MaxBytes, ")]
    [InlineData("Uploads:MaxBytes", "0", "Uploads: The field MaxBytes must be between 1 and ")]
    [InlineData("Uploads:MaxRequestBytes", "9", "Uploads:MaxBytes (31457280) is over Uploads:MaxRequestBytes (9).")]
    [InlineData("Uploads:Folder", "", "Uploads: The Folder field is required.")]
    [InlineData("Uploads:Folder", "/dev/null/files", "Uploads:Folder cannot be written to: ")]
    [InlineData("urls", "http://0.0.0.0:0", "http://0.0.0.0:0 can be reached from other machines")]
    [InlineData("urls", "http://localhost:5000;http://*:0", "http://*:0 can be reached from other machines")]
    public async Task A_setting_that_cannot_be_is_refused_with_its_name(string name, string value, string expected)
    {
        await using var server = new RunningServer { Settings = { [name] = value } };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.InitializeAsync);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sqlite", "Data Source=:memory:", "ConnectionStrings:Cases must name a file")]
    [InlineData("Sqlite", "cases.db", "ConnectionStrings:Cases is not a SQLite connection string")]
    [InlineData("Postgres", null, "ConnectionStrings:Cases is missing")]
    [InlineData("Postgres", "Host=localhost", "ConnectionStrings:Cases names no Host or no Database")]
    [InlineData("Postgres", "Hosts=localhost", "ConnectionStrings:Cases is not a PostgreSQL connection string")]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Database=x;Username=x", "The database cannot be opened")]
    public async Task A_database_that_cannot_be_is_refused(string provider, string? connection, string expected)
    {
        await using var server = new RunningServer { Settings = { ["Database:Provider"] = provider } };
        if (connection is not null)
            server.Settings["ConnectionStrings:Cases"] = connection;
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.InitializeAsync);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_refuses_to_start_while_nobody_can_sign_in()
    {
        await using var server = new RunningServer { Environment = "Production" };
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.InitializeAsync);
        Assert.Contains("Access__Anonymous=Administrator", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_is_refused_is_one_line_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, [], ("Limits__Depth", "deep"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("CasesGraph: Limits:Depth is 'deep'; it takes a whole number.\n", error);
    }

    [Fact]
    public async Task An_address_in_use_is_one_line_and_exit_code_1()
    {
        await using var server = await RunningServer.StartAsync();
        using var folder = new TemporaryFolder();
        var address = server.Client.BaseAddress!.ToString();
        var (exitCode, _, error) = await ServerProcess.RunAsync(folder.Path, [], ("ASPNETCORE_URLS", address));
        Assert.Equal(1, exitCode);
        Assert.Contains("address already in use", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "serve")]
    [InlineData(2, "seed")]
    [InlineData(2, "seed --cases many")]
    [InlineData(2, "seed --cases 1 --until")]
    [InlineData(2, "schema export --file")]
    [InlineData(0, "--help")]
    public async Task The_usage_is_told(int expected, string args)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, args.Split(' '));
        Assert.Equal(expected, exitCode);
        Assert.Contains("schema export [FILE]", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_seed_fills_an_empty_database_only()
    {
        using var folder = new TemporaryFolder();
        string[] seed = ["seed", "--cases", "20", "--until", "2026-01-01T00:00:00Z"];
        var (first, _, _) = await ServerProcess.RunAsync(folder.Path, seed);
        var (second, _, error) = await ServerProcess.RunAsync(folder.Path, seed);
        Assert.Equal((0, 1), (first, second));
        Assert.Contains("not empty", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_was_killed_starts_again_on_its_data()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await ServerProcess.StartAsync(folder.Path, ("Demo__Cases", "20")))
            await server.KillAsync();
        await using var again = await ServerProcess.StartAsync(folder.Path, ("Demo__Cases", "20"));
        using var response = await again.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }
}
