using CasesGraph.Attachments;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CasesGraph.Tests.Import;

/// <summary>A storage whose files stop, or break, once so much of them was read as a test asks for.</summary>
internal sealed class HeldStorage : IAttachmentStorage
{
    private readonly object gate = new();
    private bool isReleased;
    private IAttachmentStorage inner = null!;
    private (double Times, bool Breaks)? next;
    private int passed;

    /// <summary>Whether a file has come to the place.</summary>
    public bool IsReached { get; private set; }

    public static RunningServer NewServer(HeldStorage storage) =>
        new()
        {
            Services = services =>
            {
                var made = services.Last(service => service.ServiceType == typeof(IAttachmentStorage));
                services.AddSingleton<IAttachmentStorage>(provider =>
                {
                    storage.inner = (IAttachmentStorage)made.ImplementationFactory!(provider);
                    return storage;
                });
            },
        };

    /// <summary>The next file that is opened fails once this many times its bytes were read.</summary>
    public void Break(double times) => next = (times, Breaks: true);

    /// <summary>The same, and goes on when it is released.</summary>
    /// <param name="behind">How many files are opened before the one that is meant.</param>
    public void Hold(double times, int behind = 0) => (next, passed) = ((times, Breaks: false), behind);

    public void Release()
    {
        lock (gate)
        {
            isReleased = true;
            Monitor.PulseAll(gate);
        }
    }

    public ValueTask<NewContent> CreateAsync(CancellationToken token) => inner.CreateAsync(token);

    public ValueTask<Stream?> OpenReadAsync(string key, CancellationToken token) => inner.OpenReadAsync(key, token);

    public Stream? OpenRead(string key)
    {
        var opened = inner.OpenRead(key);
        if (next is not { } place || opened is null || passed-- > 0)
            return opened;
        next = null;
        return new HeldStream(opened, (long)(opened.Length * place.Times), () => Reach(place.Breaks));
    }

    public ValueTask DeleteAsync(string key, CancellationToken token) => inner.DeleteAsync(key, token);

    public IAsyncEnumerable<StoredContent> ListAsync(CancellationToken token) => inner.ListAsync(token);

    private void Reach(bool breaks)
    {
        IsReached = true;
        if (breaks)
            throw new IOException("The disk is gone.");
        lock (gate)
        {
            while (!isReleased)
                Monitor.Wait(gate);
        }
    }

    private sealed class HeldStream(Stream inner, long left, Action reached) : Stream
    {
        private long left = left;

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
            if (left < 0)
                reached();
            return read;
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
