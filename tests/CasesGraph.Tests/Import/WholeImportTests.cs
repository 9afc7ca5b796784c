using System.Text;
using System.Text.Json;
using CasesGraph.Attachments;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Import;

/// <summary>Files of which all rows or none are written.</summary>
public sealed class WholeImportTests
{
    /// <summary>More than the first chunk has.</summary>
    private const int Rows = 700;

    [Fact]
    public async Task A_row_that_fails_only_as_it_is_written_has_the_job_undo_what_it_wrote()
    {
        await using var server = await RunningServer.StartAsync();
        var client = server.Client;
        await client.RunImportAsync("a.csv", "externalReference,subject\nK-1,One\nK-2,Two\n");
        await client.MutateAsync(
            "mergeCases",
            input: null,
            """{primaryId: "1", duplicateIds: ["2"]}""",
            selection: "case { id }"
        );
        var rows = Enumerable.Range(0, Rows).Select(row => $"N-{row},New,Acme,");
        // Each of the two could have its tags, and the case that both are cannot have all of them.
        var file =
            "externalReference,subject,account.name,tags\n"
            + $"K-1,Changed,,{Tags("a")}\n{string.Join('\n', rows)}\nK-2,Changed,,{Tags("b")}\n";

        var job = await client.RunImportAsync(
            "b.csv",
            file,
            input =>
            {
                (input["mode"], input["matchBy"]) = ("UPSERT", "EXTERNAL_REFERENCE");
                (input["unknownAccounts"], input["onMerged"]) = ("CREATE", "SURVIVOR");
                input["errorPolicy"] = "REJECT_EVERYTHING";
            }
        );

        Assert.Equal("FAILED 0 0 0 1 0 0", RunWorld.Counts(job));
        Assert.Equal([$"{Rows + 3} REJECTED tags TOO_MANY"], RunWorld.Rows(job));
        Assert.Contains("undone", job.GetProperty("message").GetString(), StringComparison.Ordinal);
        await server.SettledAsync();
        Assert.Equal(
            """{"cases":{"nodes":[{"subject":"One","tags":{"totalCount":0}}]},"accounts":{"totalCount":0}}""",
            (
                await client.AskAsync("{ cases { nodes { subject tags { totalCount } } } accounts { totalCount } }")
            ).GetRawText()
        );
        var set = await client.AskAsync(
            $$"""{ node(id: "{{job.GetProperty("changeSet").GetProperty("id").GetString()}}") { ... on ChangeSet { action revertedBy { action actor { displayName } } } } }"""
        );
        Assert.StartsWith(
            """{"action":"IMPORT","revertedBy":{"action":"REVERT","actor":""",
            set.GetProperty("node").GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_job_that_is_broken_off_as_it_writes_goes_on_there_and_writes_each_row_once()
    {
        var storage = new BreakingStorage();
        await using var server = new RunningServer
        {
            Services = services =>
            {
                var made = services.Last(service => service.ServiceType == typeof(IAttachmentStorage));
                services.AddSingleton<IAttachmentStorage>(provider =>
                    storage.Around((IAttachmentStorage)made.ImplementationFactory!(provider))
                );
            },
        };
        await server.InitializeAsync();
        var rows = Enumerable.Range(0, 12_000).Select(row => $"R-{row},{new string('x', 60)},A{row % 3}");
        var input = await server.Client.ProposalAsync(
            "a.csv",
            Encoding.UTF8.GetBytes($"externalReference,subject,account.name\n{string.Join('\n', rows)}\n")
        );
        (input["errorPolicy"], input["unknownAccounts"]) = ("REJECT_EVERYTHING", "CREATE");

        storage.Break();
        var job = await server.Client.RunImportAsync(input);

        Assert.True(storage.HasBroken);
        Assert.Equal("SUCCEEDED 12000 0 0 0 0 0", RunWorld.Counts(job));
        Assert.Equal(12_000, await server.CountCasesAsync());
    }

    private static string Tags(string letter) =>
        $"\"{string.Join(';', Enumerable.Range(0, 30).Select(number => $"{letter}{number}"))}\"";

    /// <summary>Fails once while a file is read the second time.</summary>
    private sealed class BreakingStorage : IAttachmentStorage
    {
        private IAttachmentStorage inner = null!;
        private bool isToBreak;

        public bool HasBroken { get; private set; }

        public BreakingStorage Around(IAttachmentStorage storage)
        {
            inner = storage;
            return this;
        }

        public void Break() => isToBreak = true;

        public ValueTask<NewContent> CreateAsync(CancellationToken token) => inner.CreateAsync(token);

        public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) => inner.OpenReadAsync(key, token);

        public Stream? OpenRead(string key)
        {
            var opened = inner.OpenRead(key);
            if (!isToBreak || opened is null)
                return opened;
            isToBreak = false;
            return new BreakingStream(opened, () => HasBroken = true);
        }

        public ValueTask DeleteAsync(string key, CancellationToken token) => inner.DeleteAsync(key, token);

        public IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token) => inner.ListAsync(token);
    }

    /// <summary>Has one and a half times as many bytes as it has.</summary>
    private sealed class BreakingStream(Stream inner, Action broken) : Stream
    {
        private long left = inner.Length * 3 / 2;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            left -= read;
            if (left >= 0)
                return read;
            broken();
            throw new IOException("The disk is gone.");
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush() => inner.Flush();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
