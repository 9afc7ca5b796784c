using System.Globalization;
using System.Net;
using System.Text.Json;
using CasesGraph.Access;
using CasesGraph.Attachments;
using CasesGraph.Data;
using CasesGraph.JobFiles;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Operations;
using CasesGraph.Roles;
using CasesGraph.Tests.Infrastructure;
using CasesGraph.Tests.Keys;
using CasesGraph.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Jobs;

/// <summary>Files that a job makes, of a kind that only this test has.</summary>
public sealed class JobFileTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Fields = "finishedAt status downloadUrl downloadExpiresAt";

    private readonly ShiftedClock clock = new();
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        server = new RunningServer
        {
            Services = services =>
                services
                    .AddSingleton<TimeProvider>(clock)
                    .AddSingleton<LongWork>(given => new Letters(given.GetRequiredService<JobFileStore>(), goOn.Task)),
            Settings = { ["Jobs:KeepDays"] = "2" },
        };
        await server.InitializeAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task It_is_there_once_it_is_complete_and_as_long_as_its_time_is()
    {
        var user = await server.NewServiceAsync("maker", "CASE_IMPORT");
        var id = await QueueAsync(user);
        using var maker = await AsAsync(user);
        await Eventually.HoldsAsync(async () => (await maker.JobAsync(id, "done")).GetProperty("done").GetInt32() > 0);
        var before = await maker.JobAsync(id, Fields);
        goOn.SetResult();
        var job = await maker.EndedJobAsync(id, Fields);

        Assert.Equal(
            """{"finishedAt":null,"status":"RUNNING","downloadUrl":null,"downloadExpiresAt":null}""",
            before.GetRawText()
        );
        var url = job.GetProperty("downloadUrl").GetString()!;
        var left = job.GetProperty("downloadExpiresAt").GetDateTime() - clock.GetUtcNow().UtcDateTime;
        Assert.InRange(left, TimeSpan.FromHours(23.9), TimeSpan.FromHours(25));
        using var response = await server.Client.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "a,b"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("letters.csv", response.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);

        clock.Shift = TimeSpan.FromHours(26);
        Assert.Equal("403 This address works no more. Ask for it anew.", await LoadAsync(url));
        job = await maker.JobAsync(id, Fields);
        Assert.Equal("200 a,b", await LoadAsync(job.GetProperty("downloadUrl").GetString()!));
        Assert.Equal(0, await server.Get<OrphanSweep>().RunAsync(CancellationToken.None));

        clock.Shift = TimeSpan.FromHours(47);
        job = await maker.JobAsync(id, Fields);
        Assert.InRange(
            job.GetProperty("downloadExpiresAt").GetDateTime() - clock.GetUtcNow().UtcDateTime,
            TimeSpan.FromMinutes(59),
            TimeSpan.FromMinutes(60)
        );
        clock.Shift = TimeSpan.FromHours(49);
        var old = server.Get<IEnumerable<OldFiles>>().OfType<OldJobFiles>().Single();
        Assert.Equal(1, await old.RemoveAsync(CancellationToken.None));
        await server.Get<RemovedContents>().RunAsync(CancellationToken.None);
        var address = job.GetProperty("downloadUrl").GetString()!;
        job = await maker.JobAsync(id, Fields);
        Assert.Equal(
            ("SUCCEEDED", JsonValueKind.Null),
            ($"{job.GetProperty("status")}", job.GetProperty("downloadUrl").ValueKind)
        );
        Assert.Equal("404 There is no such file.", await LoadAsync(address));
        Assert.Empty(Directory.EnumerateFiles(server.Get<UploadSettings>().Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task It_is_for_whoever_asked_for_it_or_manages_jobs_and_has_the_right_yet()
    {
        var user = await server.NewServiceAsync("maker", "CASE_IMPORT");
        var other = await server.NewServiceAsync("other", "CASE_IMPORT");
        var manager = await server.NewServiceAsync("manager", "JOBS_MANAGE");
        goOn.SetResult();
        var id = await QueueAsync(user);
        await server.Client.EndedJobAsync(id, Fields);
        using var maker = await AsAsync(user);
        using var stranger = await AsAsync(other);
        using var sees = await AsAsync(manager);
        var url = (await maker.JobAsync(id, Fields)).GetProperty("downloadUrl").GetString()!;
        var path = new Uri(url[..url.IndexOf('?', StringComparison.Ordinal)], UriKind.Relative);

        Assert.Equal("200 a,b", await LoadAsync(url));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(sees, path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Client, path));
        Assert.Equal(
            "403 This address is not valid.",
            await LoadAsync(url.Replace("/files/", "/files/x", StringComparison.Ordinal))
        );
        await server.Client.MutateAsync("setUserRoles", new { userId = user, roleIds = Array.Empty<string>() });
        Assert.Equal("404 There is no such file.", await LoadAsync(url));
    }

    private async Task<HttpClient> AsAsync(string user) =>
        server.With((await server.NewKeyAsync($"userId: \"{user}\"")).Text);

    private async Task<string> QueueAsync(string user)
    {
        Assert.True(OpaqueId.TryDecode(user, out _, out var key));
        var job = await server.Database.Gate.RunAsync(
            async (db, now, token) =>
            {
                var call = new Call(db, new Caller(Actor.User(key)), now, new ValidationIssues(), OperationRun.Log);
                return await OperationRun.Jobs.AddLongAsync(call, Letters.Own, RecordType.Case, _ => { }, token);
            },
            CancellationToken.None
        );
        return OpaqueId.Encode(nameof(Job), job.Key);
    }

    private async Task<string> LoadAsync(string address)
    {
        using var response = await server.Client.GetAsync(new Uri(address, UriKind.Relative));
        return $"{(int)response.StatusCode} {(await response.Content.ReadAsStringAsync()).Trim()}";
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address);
        return response.StatusCode;
    }

    private sealed class Letters(JobFileStore files, Task goOn) : LongWork
    {
        public const JobKind Own = (JobKind)100;

        public override JobKind Kind => Own;
        public override AccessAction Needs => AccessAction.CaseImport;

        public override string Told(Job job) => string.Create(CultureInfo.InvariantCulture, $"{job.Done} letters.");

        public override async Task RunAsync(LongRun run, CancellationToken stop)
        {
            await using var file = await files.BeginAsync(stop);
            await file.WriteAsync("a"u8.ToArray(), stop);
            await run.TellAsync(part: 0.5, done: 1, stop);
            await goOn.WaitAsync(stop);
            await file.WriteAsync(",b"u8.ToArray(), stop);
            var kept = await file.KeepAsync("letters.csv", "text/csv", stop);
            await run.WriteAsync(
                part: 1,
                done: 2,
                (db, now, token) =>
                    files.AddAsync(db, run.Job.Id, now, kept, static (job, key) => job.DownloadId = key, token),
                stop
            );
        }

        public override Task GiveUpAsync(CasesDb db, Job job, CancellationToken token) => Task.CompletedTask;
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
