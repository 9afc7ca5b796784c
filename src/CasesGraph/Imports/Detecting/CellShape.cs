using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CasesGraph.Imports.Detecting;

/// <summary>What a cell looks like.</summary>
[Flags]
internal enum CellShape
{
    None = 0,
    Whole = 1,
    Decimal = 2,

    /// <summary>A decimal that has a comma before its last digits.</summary>
    CommaDecimal = 4,

    /// <summary>Digits that a spreadsheet has lost: 1.23E+15.</summary>
    LostDigits = 8,
    Time = 16,
    Email = 32,
    Truth = 64,
    Number = Whole | Decimal | CommaDecimal,
}

internal static class CellShapes
{
    private static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,"u8);
    private static readonly SearchValues<byte> NotInAddress = SearchValues.Create(" ,;<>()"u8);

    /// <summary>What is longer is text.</summary>
    public const int Longest = 64;

    public static CellShape Of(ReadOnlySpan<byte> cell)
    {
        if (cell.Length is 0 or > Longest)
            return CellShape.None;
        var shape = CellShape.None;
        if (char.IsAsciiDigit((char)cell[^1]) || cell[0] is (byte)'-' or (byte)'+' or (byte)'(')
            shape |= Number(cell);
        if (cell.Contains((byte)'@') && IsEmail(cell))
            shape |= CellShape.Email;
        if (cell.Length <= 5 && IsTruth(cell))
            shape |= CellShape.Truth;
        if (
            (shape & CellShape.Decimal) is CellShape.None
            && cell.ContainsAnyInRange((byte)'0', (byte)'9')
            && DateShape.Read(cell).Order is not DateOrder.None
        )
            shape |= CellShape.Time;
        return shape;
    }

    private static CellShape Number(ReadOnlySpan<byte> cell)
    {
        var digits = cell[0] is (byte)'-' or (byte)'+' ? cell[1..] : cell;
        if (digits.Length == 0)
            return CellShape.None;
        if (!digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return CellShape.Whole;
        var (point, comma) = (digits.LastIndexOf((byte)'.'), digits.LastIndexOf((byte)','));
        var exponent = digits.IndexOfAny((byte)'E', (byte)'e');
        if (exponent > 0)
            return
                Utf8Parser.TryParse(digits[(exponent + 1)..], out int power, out var read)
                && read == digits.Length - exponent - 1
                && power >= 5
                && !digits[..exponent].ContainsAnyExcept(DigitsAndMarks)
                ? CellShape.LostDigits
                : CellShape.None;
        if (digits.ContainsAnyExcept(DigitsAndMarks) || !char.IsAsciiDigit((char)digits[0]))
            return CellShape.None;
        var mark = Math.Max(point, comma);
        var other = mark == point ? (byte)',' : (byte)'.';
        // More than one mark of the last kind groups thousands.
        if (digits[..mark].Contains(digits[mark]))
            return CellShape.None;
        return Groups(digits[..mark], other)
            ? (mark == comma ? CellShape.CommaDecimal : CellShape.Decimal)
            : CellShape.None;
    }

    /// <summary>Whether marks stand between groups of three digits only.</summary>
    private static bool Groups(ReadOnlySpan<byte> digits, byte mark)
    {
        while (digits.LastIndexOf(mark) is >= 0 and var at)
        {
            if (digits.Length - at != 4)
                return false;
            digits = digits[..at];
        }
        return digits.Length is > 0;
    }

    private static bool IsEmail(ReadOnlySpan<byte> cell)
    {
        var at = cell.IndexOf((byte)'@');
        return at > 0
            && at == cell.LastIndexOf((byte)'@')
            && cell[(at + 1)..].Contains((byte)'.')
            && cell[^1] != '.'
            && !cell.ContainsAny(NotInAddress);
    }

    private static bool IsTruth(ReadOnlySpan<byte> cell) =>
        Ascii.EqualsIgnoreCase(cell, "true"u8)
        || Ascii.EqualsIgnoreCase(cell, "false"u8)
        || Ascii.EqualsIgnoreCase(cell, "yes"u8)
        || Ascii.EqualsIgnoreCase(cell, "no"u8);
}
