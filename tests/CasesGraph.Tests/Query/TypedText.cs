using CasesGraph.Tests.Query.Requests;

namespace CasesGraph.Tests.Query;

/// <summary>Makes what is typed into a search box of what rows say, without quotes and ideographs.</summary>
internal sealed class TypedText(Choices choices, IReadOnlyList<string> texts)
{
    /// <summary>Never blank, which is no search.</summary>
    public string Make() => Typed() is var text && string.IsNullOrWhiteSpace(text) ? "a" : text;

    private string Typed() =>
        string.Join(' ', choices.Some(1 + choices.Below(2), Piece))
            .Replace('"', ' ')
            .Replace("漢字", "k", StringComparison.Ordinal)
            .Replace("カナ", "", StringComparison.Ordinal);

    private string Piece()
    {
        var text = choices.Pick(texts);
        return choices.Below(7) switch
        {
            0 => text,
            1 => text.ToUpperInvariant(),
            2 => text[..(1 + choices.Below(text.Length))],
            3 => text[choices.Below(text.Length)..],
            4 => text.Split('@')[^1],
            5 => text.Split('@')[0],
            _ => LastDigits(text),
        };
    }

    /// <summary>Written in groups, as one word, or with a zero before them.</summary>
    private string LastDigits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length == 0)
            return text;
        digits = digits[^Math.Min(digits.Length, 4 + choices.Below(9))..];
        if (choices.Chance(30))
            digits = "0" + digits;
        return choices.Chance(50)
            ? digits
            : digits.Insert(choices.Below(digits.Length), choices.Pick<string>([" ", "-", ") ", "/", "\u00A0"]));
    }
}
