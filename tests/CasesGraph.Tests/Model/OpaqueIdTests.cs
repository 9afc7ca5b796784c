using CasesGraph.Model;
using CsCheck;

namespace CasesGraph.Tests.Model;

public sealed class OpaqueIdTests
{
    [Fact]
    public void Every_key_comes_back_with_its_type() =>
        Gen.Select(Gen.String[Gen.Char["ABCxyz"], 1, 20], Gen.Long[1, long.MaxValue])
            .Sample(
                (type, key) =>
                    OpaqueId.TryDecode(OpaqueId.Encode(type, key), out var decoded, out var same)
                    && string.Equals(decoded, type, StringComparison.Ordinal)
                    && same == key
            );

    [Fact]
    public void Whatever_is_decoded_is_the_one_text_of_its_object() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["ABCQZabcqz0189_-=+/ "], 0, 40])
            .Sample(text =>
                !OpaqueId.TryDecode(text, out var type, out var key)
                || string.Equals(OpaqueId.Encode(type, key), text, StringComparison.Ordinal)
            );

    [Fact]
    public void The_text_is_base64url_without_padding() =>
        Assert.Equal("QWNjb3VudDoxNw", OpaqueId.Encode("Account", 17));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("QWNjb3VudDoxNw==")] // padded
    [InlineData("QWNjb3VudDoxNx")] // stray bits
    [InlineData(" QWNjb3VudDoxNw")] // blank in front
    [InlineData("QWNjb3VudDowMTc")] // Account:017
    [InlineData("QWNjb3VudDow")] // Account:0
    [InlineData("QWNjb3VudDotMQ")] // Account:-1
    [InlineData("QWNjb3VudDorMQ")] // Account:+1
    [InlineData("OjE3")] // :17
    [InlineData("QWNjb3VudDo")] // Account:
    [InlineData("QWNjb3VudDo5MjIzMzcyMDM2ODU0Nzc1ODA4")] // one more than a key can be
    [InlineData("w4k6MQ")] // É:1
    public void Malformed_ids_are_refused(string? text) => Assert.False(OpaqueId.TryDecode(text, out _, out _));

    [Fact]
    public void Very_long_ids_are_refused() =>
        Assert.False(OpaqueId.TryDecode(OpaqueId.Encode(new string('a', 100_000), 1), out _, out _));
}
