using System.Text;
using CasesGraph.Model;
using CasesGraph.Operations;
using CsCheck;

namespace CasesGraph.Tests.Operations;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Printer", 7, false, null)]
    [InlineData("Printer", 6, false, ValidationCode.TooLong)]
    [InlineData("😀😀", 2, false, null)]
    [InlineData("😀😀", 1, false, ValidationCode.TooLong)]
    [InlineData("", 0, false, null)]
    [InlineData("one\ntwo\r\n\tthree", null, true, null)]
    [InlineData("one\ntwo", null, false, ValidationCode.InvalidCharacter)]
    [InlineData("one\ttwo", 7, false, null)]
    [InlineData("a\0b", null, true, ValidationCode.InvalidCharacter)]
    [InlineData("a\u001bb", null, true, ValidationCode.InvalidCharacter)]
    [InlineData("a\u007fb", null, true, ValidationCode.InvalidCharacter)]
    [InlineData("a\u0085b", null, true, ValidationCode.InvalidCharacter)]
    [InlineData("a\u202eb", 3, false, ValidationCode.InvalidCharacter)]
    [InlineData("a\u202eb", 3, true, null)]
    [InlineData("שלום\u200f!", 6, false, null)]
    public void Text_is_checked_in_code_points(string text, int? maxLength, bool longText, ValidationCode? expected) =>
        Assert.Equal(expected, TextRules.Check(text, maxLength, longText));

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Half_of_a_character_is_none(int half) =>
        Assert.Equal(ValidationCode.InvalidCharacter, TextRules.Check($"a{(char)half}b", 255, longText: true));

    [Fact]
    public void Any_text_without_control_characters_passes_at_its_length_and_not_at_less() =>
        Gen.Int[0x20, 0x10FFFF]
            .Where(value => Rune.IsValid(value) && !Rune.IsControl(new Rune(value)))
            .Where(value => value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)))
            .Array[1, 50]
            .Sample(values =>
            {
                var text = string.Concat(values.Select(value => new Rune(value).ToString()));
                Assert.Null(TextRules.Check(text, values.Length, longText: false));
                Assert.Equal(ValidationCode.TooLong, TextRules.Check(text, values.Length - 1, longText: false));
            });
}
