using System.Buffers;
using System.Numerics;

namespace CasesGraph.Imports.Detecting;

/// <summary>In which orders a cell can be a day.</summary>
[Flags]
internal enum DateOrder
{
    None = 0,
    YearMonthDay = 1,
    DayMonthYear = 2,
    MonthDayYear = 4,
}

/// <summary>What a cell would be as a time: numbers, what stands between them, and how the time of day is written.</summary>
/// <param name="Order">The orders in which there is such a day; several where the numbers allow them.</param>
/// <param name="Differ">Whether these are different days.</param>
internal readonly record struct DateShape(
    DateOrder Order,
    byte Separator,
    bool ShortYear,
    bool NamedMonth,
    DateClock Clock,
    bool Differ
)
{
    public static DateShape Read(ReadOnlySpan<byte> cell)
    {
        var at = 0;
        // Day names before a day: Mon, 3 Feb 2025.
        if (cell.Length > 4 && char.IsAsciiLetter((char)cell[0]) && cell.IndexOf(", "u8) is > 0 and < 12 and var comma)
            at = comma + 2;
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var (separator, named) = ((byte)0, -1);
        for (var index = 0; index < 3; index++)
        {
            var start = at;
            while (at < cell.Length && char.IsAsciiDigit((char)cell[at]) && at - start < 9)
                at++;
            if (at == start && named < 0 && MonthNames.Find(cell[at..], out var length) is { } month)
                (numbers[index], lengths[index], named, at) = (month, 0, index, at + length);
            else if (at == start)
                return default;
            else
                (numbers[index], lengths[index]) = (Number(cell[start..at]), at - start);
            if (index == 0 && lengths[0] == 8 && named < 0)
                return Compact(numbers[0], cell[at..]);
            if (index == 2)
                break;
            // 3. Feb 2025, Feb 3, 2025, 3 de fevereiro de 2025.
            var from = at;
            while (
                at < cell.Length
                && cell[at] is (byte)'/' or (byte)'-' or (byte)'.' or (byte)' ' or (byte)','
                && at - from < 3
            )
                at++;
            if (at < cell.Length - 3 && cell[at..].StartsWith("de "u8))
                at += 3;
            if (at == from || at >= cell.Length)
                return default;
            var mark = cell[from] == ' ' || at - from == 1 ? cell[from] : (byte)' ';
            if (index == 1 && named < 0 && mark != separator)
                return default;
            separator = index == 0 || named >= 0 ? mark : separator;
        }
        if (DateClock.Read(cell[at..]) is not { } clock)
            return default;
        return named >= 0
            ? Named(numbers, lengths, named, separator, clock)
            : Numbered(numbers, lengths, separator, clock);
    }

    private static DateShape Compact(int number, ReadOnlySpan<byte> rest)
    {
        var isDay = IsDay(number / 10_000, number / 100 % 100, number % 100) && number / 10_000 is >= 1900 and < 2100;
        return isDay && DateClock.Read(rest) is { } clock
            ? new(DateOrder.YearMonthDay, 0, false, false, clock, false)
            : default;
    }

    private static DateShape Named(Span<int> numbers, Span<int> lengths, int named, byte separator, DateClock clock)
    {
        var order = named switch
        {
            0 => DateOrder.MonthDayYear,
            1 when lengths[0] == 4 => DateOrder.YearMonthDay,
            1 => DateOrder.DayMonthYear,
            _ => DateOrder.None,
        };
        var (year, month, day) = order switch
        {
            DateOrder.MonthDayYear => (2, 0, 1),
            DateOrder.DayMonthYear => (2, 1, 0),
            _ => (0, 1, 2),
        };
        var isThere =
            order is not DateOrder.None
            && lengths[year] is 2 or 4
            && lengths[day] <= 2
            && IsDay(Year(numbers[year], lengths[year]), numbers[month], numbers[day]);
        return isThere ? new(order, separator, lengths[year] == 2, true, clock, false) : default;
    }

    private static DateShape Numbered(Span<int> numbers, Span<int> lengths, byte separator, DateClock clock)
    {
        if (lengths[0] == 4)
            return lengths[1] <= 2 && lengths[2] <= 2 && IsDay(numbers[0], numbers[1], numbers[2])
                ? new(DateOrder.YearMonthDay, separator, false, false, clock, false)
                : default;
        if (lengths[0] > 2 || lengths[1] > 2 || lengths[2] is not (2 or 4) || separator == ' ')
            return default;
        var year = Year(numbers[2], lengths[2]);
        var order = DateOrder.None;
        if (IsDay(year, numbers[1], numbers[0]))
            order |= DateOrder.DayMonthYear;
        // With points nobody writes the month first.
        if (separator != '.' && IsDay(year, numbers[0], numbers[1]))
            order |= DateOrder.MonthDayYear;
        if (
            lengths[2] == 2
            && lengths[0] == 2
            && IsDay(Year(numbers[0], 2), numbers[1], numbers[2])
            && separator == '-'
        )
            order |= DateOrder.YearMonthDay;
        var isOne = BitOperations.IsPow2((int)order);
        var isSame = order == (DateOrder.DayMonthYear | DateOrder.MonthDayYear) && numbers[0] == numbers[1];
        return new(order, separator, lengths[2] == 2, false, clock, !isOne && !isSame);
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Of two digits: 1970 to 2069.</summary>
    private static int Year(int number, int length) =>
        length == 4 ? number
        : number < 70 ? 2000 + number
        : 1900 + number;

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = (10 * number) + digit - '0';
        return number;
    }
}

/// <summary>How the time of day is written behind a day.</summary>
[Flags]
internal enum ClockParts
{
    None = 0,
    Minutes = 1,
    Seconds = 2,
    Fraction = 4,
    HalfDays = 8,
    Zone = 16,
    Letter = 32,
}

internal readonly record struct DateClock(ClockParts Parts)
{
    private static readonly SearchValues<byte> ZoneDigits = SearchValues.Create("0123456789:"u8);

    /// <summary>Null for what is no time of day; nothing at all is one.</summary>
    public static DateClock? Read(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
            return new(ClockParts.None);
        var parts = ClockParts.None;
        if (text[0] is (byte)'T' or (byte)'t')
        {
            parts = ClockParts.Letter;
            text = text[1..];
        }
        else if (text[0] is (byte)' ' or (byte)',')
            text = text.TrimStart(" ,"u8);
        else
            return null;
        if (Two(ref text, 23) is not { } || !Skip(ref text, (byte)':') || Two(ref text, 59) is null)
            return null;
        parts |= ClockParts.Minutes;
        if (Skip(ref text, (byte)':'))
        {
            if (Two(ref text, 60) is null)
                return null;
            parts |= ClockParts.Seconds;
            if (Skip(ref text, (byte)'.') || Skip(ref text, (byte)','))
            {
                var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;
                if (digits is 0 or > 9)
                    return null;
                parts |= ClockParts.Fraction;
                text = text[digits..];
            }
        }
        text = text.TrimStart((byte)' ');
        if (
            text.Length >= 2
            && text[0] is (byte)'a' or (byte)'A' or (byte)'p' or (byte)'P'
            && text[1] is (byte)'m' or (byte)'M'
        )
        {
            parts |= ClockParts.HalfDays;
            text = text[2..].TrimStart((byte)' ');
        }
        if (text.Length == 0)
            return new(parts);
        return IsZone(text) ? new(parts | ClockParts.Zone) : null;
    }

    private static bool IsZone(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("Z"u8)
        || text.SequenceEqual("UTC"u8)
        || text.SequenceEqual("GMT"u8)
        || (
            text[0] is (byte)'+' or (byte)'-' && text.Length is 3 or 5 or 6 && !text[1..].ContainsAnyExcept(ZoneDigits)
        );

    private static int? Two(ref ReadOnlySpan<byte> text, int most)
    {
        var length = text.Length > 1 && char.IsAsciiDigit((char)text[1]) ? 2 : 1;
        if (text.Length < length || !char.IsAsciiDigit((char)text[0]))
            return null;
        var number = length == 2 ? (10 * (text[0] - '0')) + text[1] - '0' : text[0] - '0';
        text = text[length..];
        return number <= most ? number : null;
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, byte mark)
    {
        if (text.Length == 0 || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }
}
