using CasesGraph.Server.Start;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Start;

public sealed class StartTests
{
    [Theory]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle'; it takes Sqlite or Postgres.")]
    [InlineData("Limits:Depth", "deep", "Limits:Depth is 'deep'; it takes a whole number.")]
    [InlineData("Limits:Depth", "0", "Limits: The field Depth must be between 1 and 100.")]
    [InlineData("Limits:AnswerBytes", "0", "Limits: The field AnswerBytes must be between 1 and 1073741824.")]
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
    [InlineData(
        "Uploads:UnattachedBytes",
        "9",
        "Uploads:MaxRequestBytes (104857600) is over Uploads:UnattachedBytes (9)."
    )]
    [InlineData("Uploads:CaseBytes", "9", "Uploads:MaxRequestBytes (104857600) is over Uploads:CaseBytes (9).")]
    [InlineData("Limits:Bucket", "0", "Limits: The field Bucket must be between 1 and 10000000.")]
    [InlineData("Limits:Introspection", "true", "Limits:Introspection is not a setting; Limits has ")]
    [InlineData("Documents:Mode", "Some", "Documents:Mode is 'Some'; it takes one of Any, Log, Only.")]
    [InlineData("Documents:Folder", "none", "Documents:Folder cannot be read: ")]
    [InlineData("Schema:Public", "partly", "Schema:Public is 'partly'; it takes true or false.")]
    [InlineData("Uploads:Seconds", "86400", "Uploads:Seconds (86400) is not within Uploads:OrphanHours (24).")]
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
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, [], ("ASPNETCORE_URLS", address));
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("crit", output, StringComparison.Ordinal);
        Assert.Contains(
            "address already in use. Set another, such as --urls ",
            Assert.Single(error.Trim().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("--url http://localhost:5050")]
    [InlineData("seed")]
    [InlineData("seed --cases many")]
    [InlineData("seed --cases 1 --until")]
    [InlineData("schema export --file")]
    public async Task What_is_not_understood_stops_with_one_line_and_exit_code_2(string args)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, args.Split(' '));
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal($"CasesGraph: Not understood: {args}. --help tells what is.\n", error);
    }

    [Theory]
    [InlineData("--help", "schema export [FILE]")]
    [InlineData("--version", ".")]
    public async Task Help_and_version_are_told(string args, string expected)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, error) = await ServerProcess.RunAsync(folder.Path, [args]);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_are_settings_as_in_every_application_of_its_kind()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Demo:Cases=3"];

        await using var server = await ServerProcess.StartAsync(
            folder.Path,
            args,
            ("ASPNETCORE_ENVIRONMENT", "Production")
        );

        using var answer = await server.Client.GetAsync(
            new Uri("/graphql?query={cases{totalCount}}", UriKind.Relative)
        );
        Assert.Equal("""{"data":{"cases":{"totalCount":3}}}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("--Limit:Depth=3", "Limit is not a setting; did you mean Limits?")]
    [InlineData("--Somewhere:Else=3", "Somewhere is not a setting; there are Access, ")]
    [InlineData("--urls", "--urls takes a value: --urls=…")]
    [InlineData("--urls=http://127.0.0.1:99999", "'http://127.0.0.1:99999' is not an address such as")]
    [InlineData("--urls=https://127.0.0.1:0", "An https address needs a certificate: set ")]
    [InlineData("--Kestrel:Certificates:Default:Path=nope.pem --urls=https://127.0.0.1:0", "Could not find file ")]
    public async Task An_argument_that_cannot_be_is_refused_in_one_line(string args, string expected)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, _, error) = await ServerProcess.RunAsync(folder.Path, args.Split(' '));
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"CasesGraph: {expected}", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limit__Depth", "3", "Limit is not a setting; did you mean Limits?")]
    [InlineData(
        "ConnectionStrings__Default",
        "x",
        "ConnectionStrings:Default is not a setting; ConnectionStrings has "
    )]
    [InlineData("ASPNETCORE_HTTP_PORTS", "8080", "http://*:8080 can be reached from other machines (from HTTP_PORTS)")]
    public async Task A_variable_that_cannot_be_is_refused_in_one_line(string name, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, _, error) = await ServerProcess.RunAsync(folder.Path, [], (name, value));
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_section_of_appsettings_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Join(folder.Path, "appsettings.json"), """{"Demos": {"Cases": 5}}""");
        var (exitCode, _, error) = await ServerProcess.RunAsync(folder.Path, []);
        Assert.Equal((1, "CasesGraph: Demos is not a setting; did you mean Demo?\n"), (exitCode, error));
    }

    [Fact]
    public async Task Variables_of_other_programs_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(
            folder.Path,
            ("OTHER__SETTING", "1"),
            ("DEMOS", "1"),
            ("__LIMIT", "1")
        );
        using var live = await server.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
        live.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_start_tells_with_its_time_where_database_and_files_are()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, ("Demo__Cases", "0"));

        var places = Assert.Single(server.Started, line => line.Contains("Database: ", StringComparison.Ordinal));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: ", places);
        Assert.EndsWith(
            $"Database: {Path.Join(folder.Path, "data", "cases.db")}; files: {Path.Join(folder.Path, "data", "attachments")}",
            places,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(server.Started, line => line.Contains("demo cases", StringComparison.Ordinal));
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
