using System.Text.Json;
using CasesGraph.Attachments;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Export;

/// <summary>Who may write what into files, and that files hold what there was at one moment.</summary>
public sealed class ExportRightsTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly object Everything = new { matching = new { } };
    private static readonly string[] OfChanges = ["id", "kind", "fields", "occurredAt", "case.number"];
    private static readonly string[] Named = ["lastName", "email"];
    private static readonly string[] Numbers = ["case.number"];
    private static readonly string[] SomeIds = ["2", "3", "9"];
    private static readonly string[] Seventh = ["7"];
    private static readonly string[] Fields = ["number", "resolution", "account.name"];
    private readonly HeldStorage held = new();
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        server = new RunningServer
        {
            Services = services =>
            {
                CallersByUser.Use(services);
                services.AddSingleton<IAttachmentStorage>(given =>
                {
                    held.Storage = new FolderStorage(given.GetRequiredService<UploadSettings>().Folder);
                    return held;
                });
            },
            Settings = { ["Limits:Bucket"] = "1000000", ["Limits:Restore"] = "1000000" },
        };
        await server.InitializeAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Callers_export_what_they_see_and_only_with_the_right_to()
    {
        var maya = await UserAsync("maya", "{action: CASE_VIEW, level: OWN}, {action: CASE_EXPORT, level: ALL}");
        using var own = server.As(maya);
        using var viewer = server.As(await UserAsync("viewer", "{action: CASE_VIEW, level: ALL}"));
        for (var number = 0; number < 3; number++)
            await server.Client.CreateCaseAsync("Any");
        await server.Client.MutateAsync("updateCase", new { id = "3", assignedToId = maya }, selection: "case { id }");

        var rows = ExportWorld.Csv(await own.ExportAsync(new { select = Everything, fields = Fields }));

        Assert.Equal(["3"], rows.Skip(1).Select(row => row[0]), StringComparer.Ordinal);
        Assert.Contains(
            "ForbiddenError",
            (await viewer.StartExportAsync(new { select = Everything })).GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\"FORBIDDEN\"",
            (await own.StartExportAsync(new { select = Everything }, "Accounts")).GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_level_of_exporting_leaves_out_what_is_seen_and_not_reached()
    {
        const string Grants = "{action: CASE_VIEW, level: ALL}, {action: DIRECTORY_VIEW, level: ALL}";
        var maya = await UserAsync("maya", Grants + ", {action: CASE_EXPORT, level: OWN}");
        using var own = server.As(maya);
        for (var number = 0; number < 3; number++)
            await server.Client.CreateCaseAsync("Any");
        await server.Client.MutateAsync("updateCase", new { id = "2", assignedToId = maya }, selection: "case { id }");

        var cases = ExportWorld.Csv(await own.ExportAsync(new { select = Everything, fields = Fields }));
        await server.SettledAsync();
        var changes = ExportWorld.Csv(
            await own.ExportAsync(new { select = Everything, fields = Numbers }, "CaseChanges")
        );
        var named = await own.StartExportAsync(new { select = new { ids = SomeIds } });
        var accounts = await own.StartExportAsync(new { select = Everything }, "Accounts");

        Assert.Equal(["2"], cases.Skip(1).Select(row => row[0]), StringComparer.Ordinal);
        Assert.Equal(["2", "2"], changes.Skip(1).Select(row => row[0]), StringComparer.Ordinal);
        Assert.Equal(
            ["input.select.ids.1 FORBIDDEN", "input.select.ids.2 INVALID_ID"],
            ExportWorld.Mistakes(named),
            StringComparer.Ordinal
        );
        Assert.Equal(["input.select FORBIDDEN"], ExportWorld.Mistakes(accounts), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Fields_that_a_caller_may_not_read_are_empty()
    {
        await server.Client.MutateAsync(
            "createContact",
            new { lastName = "Silva", email = "ana@x.example" },
            selection: "contact { id }"
        );
        using var caller = server.As(
            await UserAsync("caller", "{action: DIRECTORY_VIEW, level: ALL}, {action: CASE_EXPORT, level: ALL}")
        );
        object input = new { select = Everything, fields = Named };

        Assert.Equal(
            ["Silva", null],
            ExportWorld.Csv(await caller.ExportAsync(input, "Contacts"))[1],
            StringComparer.Ordinal
        );
        Assert.Equal(
            ["Silva", "ana@x.example"],
            ExportWorld.Csv(await server.Client.ExportAsync(input, "Contacts"))[1],
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_file_has_all_rows_as_they_were_at_one_moment()
    {
        await CreateAsync(700);
        await RenewAsync(0);
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 1; !ended.IsCancellationRequested; number++)
                await RenewAsync(number);
        });
        for (var time = 0; time < 4; time++)
        {
            var rows = ExportWorld.Csv(await server.Client.ExportAsync(new { select = Everything, fields = Fields }));

            Assert.Equal(701, rows.Count);
            Assert.Single(rows.Skip(1).Select(row => row[1]).Distinct(StringComparer.Ordinal));
        }
        await ended.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Who_may_see_less_meanwhile_gets_no_file()
    {
        await CreateAsync(300);
        var user = await UserAsync("maya", "{action: CASE_VIEW, level: ALL}, {action: CASE_EXPORT, level: ALL}");
        using var caller = server.As(user);
        held.Hold();
        var started = await caller.StartExportAsync(new { select = Everything, fields = Fields });
        await held.Reached;
        await server.Client.MutateAsync(
            "setUserRoles",
            new { userId = user, roleIds = Array.Empty<string>() },
            selection: "user { id }"
        );
        held.Release();

        var job = await server.Client.EndedJobAsync(
            started.GetProperty("job").GetProperty("id").GetString()!,
            "finishedAt status message downloadUrl"
        );

        Assert.Equal(
            "FAILED What whoever asked for it may see has changed meanwhile.",
            $"{job.GetProperty("status")} {job.GetProperty("message")}"
        );
        Assert.Equal(JsonValueKind.Null, job.GetProperty("downloadUrl").ValueKind);
        Assert.Empty(Directory.EnumerateFiles(server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_leaves_no_file()
    {
        await CreateAsync(300);
        held.Hold();
        var started = await server.Client.StartExportAsync(new { select = Everything, fields = Fields });
        var id = started.GetProperty("job").GetProperty("id").GetString()!;
        await held.Reached;
        await server.Client.AskAsync($$"""mutation { cancelJob(input: { id: "{{id}}" }) { job { id } } }""");
        held.Release();

        var job = await server.Client.EndedJobAsync(id, "finishedAt status downloadUrl");

        Assert.Equal("CANCELLED", job.GetProperty("status").GetString());
        await Eventually.HoldsAsync(() =>
            Task.FromResult(
                !Directory.EnumerateFiles(server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories).Any()
            )
        );
    }

    [Fact]
    public async Task Changes_of_cases_are_exported_too()
    {
        await CreateAsync(2);
        await server.SettledAsync();

        var rows = ExportWorld.JsonLines(
            await server.Client.ExportAsync(
                new
                {
                    select = new { matching = new { where = new { field = new { eq = "SUBJECT" } } } },
                    fields = OfChanges,
                    format = "JSON_LINES",
                },
                "CaseChanges"
            )
        );

        Assert.Equal(
            ["CREATED 1 Case 0", "CREATED 2 Case 1"],
            rows.Select(row => $"{row.GetProperty("kind")} {row.GetProperty("case.number")} {Subject(row)}"),
            StringComparer.Ordinal
        );

        static string Subject(JsonElement row) =>
            row.GetProperty("fields")
                .EnumerateArray()
                .Single(field => field.GetProperty("field").GetString() is "SUBJECT")
                .GetProperty("after")
                .GetString()!;
    }

    [Fact]
    public async Task What_is_taken_out_for_good_is_in_no_file_any_more_and_in_none_that_is_written()
    {
        await CreateAsync(300);
        var before = await server.Client.ExportJobAsync(new { select = Everything, fields = Fields });
        var id = before.GetProperty("downloadUrl").GetString()!;
        held.Hold();
        var started = await server.Client.StartExportAsync(new { select = Everything, fields = Fields });
        await held.Reached;
        await server.Client.MutateAsync("deleteCases", new { select = new { ids = Seventh } }, selection: "deleted");
        await server.Client.MutateAsync(
            "purgeCases",
            new { select = new { ids = Seventh }, reason = "Asked for" },
            selection: "purged"
        );
        held.Release();

        var job = await server.Client.EndedJobAsync(
            started.GetProperty("job").GetProperty("id").GetString()!,
            "finishedAt status downloadUrl"
        );

        Assert.Equal("FAILED", job.GetProperty("status").GetString());
        using var response = await server.Client.GetAsync(new Uri(id, UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task CreateAsync(int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(100))
            await server.Client.MutateAsync(
                "createCases",
                new { cases = some.Select(number => new { subject = $"Case {number}" }) },
                selection: "created"
            );
    }

    private async Task RenewAsync(int number) =>
        await server.Client.MutateAsync(
            "massUpdateCases",
            new
            {
                select = Everything,
                set = new { resolution = $"{number}" },
                expectedCount = 700,
            },
            selection: "changed"
        );

    private async Task<string> UserAsync(string name, string grants)
    {
        var role = await server.Client.MutateAsync(
            "createRole",
            input: null,
            $$"""{name: "Role of {{name}}", grants: [{{grants}}]}""",
            "role { id }"
        );
        var user = await server.Client.MutateAsync(
            "createUser",
            new { userName = name, fullName = name },
            selection: "user { id }"
        );
        var id = user.Object("user").GetProperty("id").GetString()!;
        await server.Client.MutateAsync(
            "setUserRoles",
            new { userId = id, roleIds = new[] { role.Object("role").GetProperty("id").GetString() } },
            selection: "user { id }"
        );
        return id;
    }

    /// <summary>A storage that takes nothing more of a file once it has something of it, until it is let go on.</summary>
    private sealed class HeldStorage : IAttachmentStorage
    {
        private TaskCompletionSource? reached;
        private TaskCompletionSource? released;

        public FolderStorage Storage { get; set; } = null!;
        public Task Reached => reached!.Task;

        public void Hold()
        {
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Release() => released!.SetResult();

        public async ValueTask<NewContent> CreateAsync(CancellationToken token) =>
            new HeldContent(await Storage.CreateAsync(token), this);

        public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) =>
            Storage.OpenReadAsync(key, token);

        public Stream? OpenRead(string key) => Storage.OpenRead(key);

        public ValueTask DeleteAsync(string key, CancellationToken token) => Storage.DeleteAsync(key, token);

        public IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token) => Storage.ListAsync(token);

        private sealed class HeldContent(NewContent content, HeldStorage storage) : NewContent
        {
            public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
            {
                await content.WriteAsync(bytes, token);
                storage.reached?.TrySetResult();
                if (storage.released is { } released)
                    await released.Task.WaitAsync(token);
            }

            public override ValueTask<string> KeepAsync(CancellationToken token) => content.KeepAsync(token);

            public override ValueTask DisposeAsync() => content.DisposeAsync();
        }
    }
}
