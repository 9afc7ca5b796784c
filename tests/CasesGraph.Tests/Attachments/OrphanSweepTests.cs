using System.Text.Json;
using CasesGraph.Attachments;
using CasesGraph.Graph;
using CasesGraph.Serving;
using CasesGraph.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Attachments;

/// <summary>Contents that no attachment names go away, and no others.</summary>
public sealed class OrphanSweepTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly byte[] Content = "content"u8.ToArray();
    private readonly ShiftedClock clock = new();
    private readonly RunningServer server;

    public OrphanSweepTests() =>
        server = new RunningServer { Services = services => services.AddSingleton<TimeProvider>(clock) };

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task What_a_killed_process_left_is_removed_a_day_later_and_what_is_attached_stays()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        var kept = (await server.Client.AttachAsync($"{number}", ("kept", Content))).Object("attachments")[0];
        await using (var left = await server.Get<IAttachmentStorage>().CreateAsync(CancellationToken.None))
        {
            await left.WriteAsync(Content, CancellationToken.None);
            await left.KeepAsync(CancellationToken.None);
        }
        Assert.Equal(2, Files().Length);

        clock.Shift = TimeSpan.FromHours(23);
        Assert.Equal(0, await SweepAsync());
        clock.Shift = TimeSpan.FromHours(25);
        Assert.Equal(1, await SweepAsync());
        Assert.Equal(0, await SweepAsync());

        Assert.Equal(Content, await server.Client.GetByteArrayAsync(Url(kept)));
        Assert.Single(Files());
    }

    [Fact]
    public async Task A_content_of_a_purged_case_is_removed_once_no_copy_of_the_case_needs_it()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        await server.Client.AttachAsync($"{number}", ("one", Content));
        var copy = await server.Client.WriteAsync(
            "duplicateCase",
            $"id: {number}, attachments: true",
            "case { number attachments { nodes { url } } }"
        );
        clock.Shift = TimeSpan.FromHours(25);

        await server.Client.WriteAsync("purgeCases", $"select: {{ ids: [{number}] }}");
        Assert.Equal(0, await SweepAsync());
        var shared = copy.GetProperty("case").GetProperty("attachments").GetProperty("nodes")[0];
        Assert.Equal(Content, await server.Client.GetByteArrayAsync(Url(shared)));
        await server.Client.WriteAsync(
            "purgeCases",
            $"select: {{ ids: [{copy.GetProperty("case").GetProperty("number")}] }}"
        );
        Assert.Equal(1, await SweepAsync());
    }

    [Fact]
    public async Task A_content_that_copies_share_stays_until_the_last_of_them_is_gone()
    {
        var number = await server.Client.CreateCaseAsync("Any");
        await server.Client.AttachAsync($"{number}", ("one", Content));
        clock.Shift = TimeSpan.FromHours(25);
        await using var db = server.Database.CreateDb();
        var one = await db.Set<Attachment>().SingleAsync();
        var copy = new Attachment
        {
            CaseNumber = number,
            FileName = "copy",
            ContentType = one.ContentType,
            Sha256 = one.Sha256,
            StorageKey = one.StorageKey,
            Size = one.Size,
            CreatedAt = one.CreatedAt,
        };
        db.Add(copy);
        await db.SaveChangesAsync();

        db.Remove(one);
        await db.SaveChangesAsync();
        Assert.Equal(0, await SweepAsync());
        db.Remove(copy);
        await db.SaveChangesAsync();
        Assert.Equal(1, await SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task More_files_than_one_statement_asks_for_are_swept()
    {
        var folder = Path.Join(Root, "ab");
        Directory.CreateDirectory(folder);
        for (var file = 0; file < 1_203; file++)
            await File.WriteAllBytesAsync(Path.Join(folder, $"ab{file:D30}"), []);
        await File.WriteAllBytesAsync(Path.Join(folder, "readme of the operator"), []);
        clock.Shift = TimeSpan.FromHours(25);

        Assert.Equal(1_203, await SweepAsync());
        Assert.Single(Files());
    }

    [Fact]
    public async Task The_start_sweeps_what_a_killed_process_left_in_the_middle_of_an_upload()
    {
        var database = await TestDatabase.CreateAsync();
        var folder = Path.Join(database.Folder, "files");
        await using (var killed = await ServerProcess.StartAsync(database, ("Uploads__Folder", folder)))
        {
            using var held = new HeldUpload(1, new byte[100_000]);
            var sending = killed.Client.SendAsync(Uploading.Request(held));
            await Eventually.HoldsAsync(() => Task.FromResult(Parts().Length == 1));
            await killed.KillAsync();
            held.Release();
            await Assert.ThrowsAsync<HttpRequestException>(() => sending);
        }
        Assert.Single(Parts());

        await using var next = new RunningServer
        {
            Database = database,
            Settings = { ["Uploads:Folder"] = folder },
            Services = services =>
                services.AddSingleton<TimeProvider>(new ShiftedClock { Shift = TimeSpan.FromDays(2) }),
        };
        await next.InitializeAsync();

        await Eventually.HoldsAsync(() => Task.FromResult(Parts().Length == 0));

        string[] Parts() => [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)];
    }

    [Fact]
    public async Task A_storage_that_fails_is_an_outage_and_nothing_is_written()
    {
        await using var full = new RunningServer
        {
            Services = services => services.AddSingleton<IAttachmentStorage>(new FullStorage()),
        };
        await full.InitializeAsync();
        var number = await full.Client.CreateCaseAsync("Any");
        using var request = Uploading.Request(
            Mutating.Document("attachToCase", "attachments { id }"),
            new() { ["caseId"] = number },
            "files",
            ("a", Content)
        );

        using var response = await full.Client.SendAsync(request);

        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(
            GraphErrorCode.Unavailable,
            body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()
        );
        var data = await full.Client.AskAsync($"{{ caseById(id: {number}) {{ version }} }}");
        Assert.Equal(1, data.GetProperty("caseById").GetProperty("version").GetInt32());
    }

    private string Root => server.Get<UploadSettings>().Folder;

    private string[] Files() => [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories)];

    private Task<int> SweepAsync() => server.Get<OrphanSweep>().RunAsync(CancellationToken.None);

    private static Uri Url(JsonElement of) => new(of.GetProperty("url").GetString()!, UriKind.Relative);

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }

    private sealed class FullStorage : IAttachmentStorage
    {
        public ValueTask<NewContent> CreateAsync(CancellationToken token) => new(new FullContent());

        public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) => new((Stream?)null);

        public Stream? OpenRead(string key) => null;

        public ValueTask DeleteAsync(string key, CancellationToken token) => default;

        public IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token) =>
            AsyncEnumerable.Empty<StoredContent>();
    }

    private sealed class FullContent : NewContent
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token) =>
            throw new IOException("No space left on device");

        public override ValueTask<string> KeepAsync(CancellationToken token) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => default;
    }
}
