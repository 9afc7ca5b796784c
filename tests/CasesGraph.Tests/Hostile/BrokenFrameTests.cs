using System.Buffers.Binary;
using System.Text;
using CasesGraph.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace CasesGraph.Tests.Hostile;

/// <summary>Frames that RFC 6455 forbids: the close frame tells what is wrong, and nothing is reset.</summary>
public sealed class BrokenFrameTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int ProtocolError = 1002;
    private const int InvalidText = 1007;
    private const int TooBig = 1009;
    private const string Ping = """{"type":"ping"}""";

    private static readonly Dictionary<string, (byte[] Frames, int Code)> Broken = new(StringComparer.Ordinal)
    {
        ["a reserved bit"] = (Frame(0x81 | 0x40, Ping), ProtocolError),
        ["another reserved bit"] = (Frame(0x81 | 0x20, Ping), ProtocolError),
        ["the last reserved bit"] = (Frame(0x81 | 0x10, Ping), ProtocolError),
        ["no mask"] = ([0x81, (byte)Ping.Length, .. Encoding.UTF8.GetBytes(Ping)], ProtocolError),
        ["an unknown kind"] = (Frame(0x83, Ping), ProtocolError),
        ["an unknown kind of control"] = (Frame(0x8B, Ping), ProtocolError),
        ["a continuation of nothing"] = (Frame(0x80, Ping), ProtocolError),
        ["a message within a message"] = ([.. Frame(0x01, "{"), .. Frame(0x81, Ping)], ProtocolError),
        ["a long ping"] = (Frame(0x89, new string('x', 126)), ProtocolError),
        ["a ping in parts"] = (Frame(0x09, "x"), ProtocolError),
        ["half a close code"] = (Frame(0x88, "x"), ProtocolError),
        ["a close code of nobody"] = (Frame(0x88, [0x03, 0xE7]), ProtocolError),
        ["a negative length"] = ([0x81, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], ProtocolError),
        ["no UTF-8"] = (Frame(0x81, [(byte)'"', 0xFF, (byte)'"']), InvalidText),
        ["half a character"] = ([.. Frame(0x01, [0xE2, 0x82]), .. Frame(0x80, [0x22])], InvalidText),
        ["a long message"] = (Frame(0x81, new string(' ', 1024 * 1024 + 1)), TooBig),
        ["a long message in parts"] = ([.. Frame(0x01, new string(' ', 1024 * 1024)), .. Frame(0x80, "  ")], TooBig),
    };

    public static TheoryData<string> Mistakes { get; } = [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_broken_frame_is_answered_by_the_close_code_that_names_it(string mistake)
    {
        var (frames, code) = Broken[mistake];
        using var connection = await RawConnection.OpenAsync(server.Client);
        await connection.SendAsync(
            Encoding.ASCII.GetBytes(
                "GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                    + $"Sec-WebSocket-Protocol: {GraphSocket.Protocol}\r\n\r\n"
            )
        );
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await connection.ReadAsync(1))[0]);
        await connection.SendAsync(frames);

        var close = await connection.ReadAsync(4);
        Assert.Equal((mistake, 0x88, code), (mistake, close[0], BinaryPrimitives.ReadUInt16BigEndian(close.AsSpan(2))));
        if (code is not TooBig)
            Assert.Empty(await connection.ReadToEndAsync());
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    private static byte[] Frame(int first, string text) => Frame(first, Encoding.UTF8.GetBytes(text));

    /// <summary>A client's frame: masked, here with zeros.</summary>
    private static byte[] Frame(int first, byte[] payload)
    {
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, .. new byte[4], .. BitConverter.GetBytes(payload.Length).Reverse()],
        };
        return [(byte)first, .. length, 0, 0, 0, 0, .. payload];
    }
}
