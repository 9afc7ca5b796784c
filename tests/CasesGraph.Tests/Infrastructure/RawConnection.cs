using System.Net.Sockets;
using System.Text;

namespace CasesGraph.Tests.Infrastructure;

/// <summary>A connection that sends whatever bytes it is given, as no client would.</summary>
public sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TcpClient client = new();

    public static async Task<RawConnection> OpenAsync(HttpClient server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var connection = new RawConnection();
        await connection.client.ConnectAsync(server.BaseAddress!.Host, server.BaseAddress.Port);
        return connection;
    }

    /// <summary>Sends a text, each character a byte, and returns all that comes until the server ends the connection.</summary>
    public static async Task<string> AskAsync(HttpClient server, string request)
    {
        using var connection = await OpenAsync(server);
        await connection.SendAsync(Encoding.Latin1.GetBytes(request));
        return Encoding.Latin1.GetString(await connection.ReadToEndAsync());
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await client.GetStream().WriteAsync(bytes);

    /// <summary>The next bytes, as many as asked for.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        await client.GetStream().ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }

    /// <summary>All that comes until the server ends the connection; a reset is an exception.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var all = new MemoryStream();
        await client.GetStream().CopyToAsync(all, patience.Token);
        return all.ToArray();
    }

    public void Dispose() => client.Dispose();
}
