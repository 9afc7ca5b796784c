using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace CasesGraph.Server.Http.Sockets;

/// <summary>
/// The connection below a WebSocket. When a client breaks the protocol, the framework writes the close frame that says so
/// and resets the connection at once, which takes the frame along; here the frame still goes out.
/// </summary>
internal sealed class SocketTransport(IFeatureCollection features)
    : Stream,
        IHttpUpgradeFeature,
        IHttpRequestLifetimeFeature
{
    /// <summary>A close frame's first byte. The framework writes a frame at once, and none behind this one.</summary>
    private const byte CloseFrame = 0x88;

    private readonly IHttpUpgradeFeature upgrade = features.GetRequiredFeature<IHttpUpgradeFeature>();
    private readonly IHttpRequestLifetimeFeature lifetime = features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
    private Stream inner = Null;
    private int reads;
    private volatile bool hasClosed;
    private volatile bool isKept;

    /// <summary>Stands between the framework's WebSockets and the server, wherever a request may become one.</summary>
    public static Task UseAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        {
            var transport = new SocketTransport(http.Features);
            http.Features.Set<IHttpUpgradeFeature>(transport);
            http.Features.Set<IHttpRequestLifetimeFeature>(transport);
        }
        return next(http);
    }

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public CancellationToken RequestAborted
    {
        get => lifetime.RequestAborted;
        set => lifetime.RequestAborted = value;
    }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task<Stream> UpgradeAsync()
    {
        inner = await upgrade.UpgradeAsync();
        return this;
    }

    /// <summary>Resets the connection, but for one whose close frame is on its way and which nobody reads from.</summary>
    public void Abort()
    {
        if (hasClosed && Volatile.Read(ref reads) == 0)
            isKept = true;
        else
            lifetime.Abort();
    }

    /// <summary>
    /// Before the end of one that was kept: takes what still comes, as unread bytes would reset it. A client that neither
    /// leaves nor takes the close frame is reset later.
    /// </summary>
    public async Task EndAsync(TimeSpan patience)
    {
        if (!isKept)
            return;
        if (features.Get<IConnectionLifetimeFeature>() is { } connection)
            _ = ResetAsync(connection, patience);
        using var soon = new CancellationTokenSource(patience / 5);
        var ignored = new byte[1024];
        try
        {
            while (await inner.ReadAsync(ignored, soon.Token) > 0) { }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // What the client does now is its own affair.
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref reads);
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref reads);
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await inner.WriteAsync(buffer, cancellationToken);
        hasClosed |= buffer.Span is [CloseFrame, ..];
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static async Task ResetAsync(IConnectionLifetimeFeature connection, TimeSpan patience)
    {
        await Task.Delay(patience, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!connection.ConnectionClosed.IsCancellationRequested)
            connection.Abort();
    }
}
