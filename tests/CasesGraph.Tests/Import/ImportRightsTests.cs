using System.Text.Json.Nodes;
using CasesGraph.Tests.Infrastructure;

namespace CasesGraph.Tests.Import;

public sealed class ImportRightsTests
{
    [Fact]
    public async Task Files_are_sent_by_whoever_may_import_and_seen_by_them_and_by_who_manages_jobs()
    {
        await using var server = new RunningServer { Services = CallersByUser.Use };
        await server.InitializeAsync();
        using var importer = server.As(await UserAsync(server, "importer", "CASE_IMPORT"));
        using var other = server.As(await UserAsync(server, "other", "CASE_IMPORT"));
        using var manager = server.As(await UserAsync(server, "manager", "JOBS_MANAGE"));

        var prepared = await importer.PrepareAsync("a.csv", "subject\nA\n"u8.ToArray());
        var import = await importer.AnalysedAsync(prepared);
        var id = import.GetProperty("id").GetString()!;
        var refused = await manager.PrepareAsync("a.csv", "subject\nA\n"u8.ToArray());
        var foreign = await other.PrepareAsync(new JsonObject { ["importId"] = id });

        Assert.Contains("ForbiddenError", refused.Data.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("NotFoundError", foreign.Data.GetRawText(), StringComparison.Ordinal);
        var seen =
            $$"""{ import(id: "{{id}}") { fileName sample { row } } imports { totalCount } node(id: "{{id}}") { id } }""";
        const string none = """{"import":null,"imports":{"totalCount":0},"node":null}""";
        var one =
            $$$"""{"import":{"fileName":"a.csv","sample":[{"row":2}]},"imports":{"totalCount":1},"node":{"id":"{{{id}}}"}}""";
        Assert.Equal(one, (await importer.AskAsync(seen)).GetRawText());
        Assert.Equal(none, (await other.AskAsync(seen)).GetRawText());
        Assert.Equal(one, (await manager.AskAsync(seen)).GetRawText());
    }

    [Fact]
    public async Task Who_may_import_no_more_when_the_job_has_its_turn_gets_nothing()
    {
        await using var server = new RunningServer { Services = CallersByUser.Use };
        await server.InitializeAsync();
        var user = await UserAsync(server, "importer", "CASE_IMPORT");
        using var importer = server.As(user);
        var prepared = await importer.PrepareAsync("a.csv", "subject\nA\n"u8.ToArray());
        await importer.AnalysedAsync(prepared);

        await server.Client.MutateAsync(
            "setUserRoles",
            input: new { userId = user, roleIds = Array.Empty<string>() },
            selection: "user { id }"
        );
        var id = prepared.Object("import").GetProperty("id").GetString();
        var again = await importer.PrepareAsync(new JsonObject { ["importId"] = id });

        Assert.Contains("ForbiddenError", again.Data.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_the_caller_does_not_see_is_no_duplicate_and_changing_one_needs_its_right()
    {
        await using var server = new RunningServer { Services = CallersByUser.Use };
        await server.InitializeAsync();
        using var importer = server.As(
            await UserAsync(server, "importer", "CASE_IMPORT", "CASE_CREATE, level: OWN", "CASE_VIEW, level: OWN")
        );
        await server.Client.RunImportAsync("a.csv", "subject\nHidden\n");

        var input = await importer.ProposalAsync("a.csv", "subject\nHidden\n"u8.ToArray());
        input["duplicateCheck"] = new JsonObject { ["by"] = new JsonArray(new JsonArray("subject")) };
        var first = await importer.RunImportAsync(input);
        var second = await importer.RunImportAsync(input);
        input["duplicateCheck"]!["policy"] = "UPDATE";
        var refused = await importer.StartImportAsync(input);

        Assert.Equal("SUCCEEDED 1 0 0 0 0 0", RunWorld.Counts(first));
        Assert.Equal("SUCCEEDED 0 0 0 0 1 0", RunWorld.Counts(second));
        Assert.Contains("ForbiddenError", refused.Data.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>A new user with a role of its own.</summary>
    internal static async Task<string> UserAsync(RunningServer server, string name, params string[] actions)
    {
        var grants = actions.Select(action =>
            action.Contains("level", StringComparison.Ordinal)
                ? $"{{action: {action}}}"
                : $"{{action: {action}, level: ALL}}"
        );
        var role = await server.Client.MutateAsync(
            "createRole",
            input: null,
            $$"""{name: "Role of {{name}}", grants: [{{string.Join(", ", grants)}}]}""",
            "role { id }"
        );
        var user = await server.Client.MutateAsync(
            "createUser",
            input: null,
            $$"""{userName: "{{name}}", fullName: "{{name}}"}""",
            "user { id }"
        );
        var id = user.Object("user").GetProperty("id").GetString()!;
        await server.Client.MutateAsync(
            "setUserRoles",
            input: new { userId = id, roleIds = new[] { role.Object("role").GetProperty("id").GetString() } },
            selection: "user { id }"
        );
        return id;
    }
}
