using System.Text;
using CasesGraph.Imports.Detecting;

namespace CasesGraph.Imports.Running;

/// <summary>A cell that is read as a day and the time of day, whatever stands between the numbers.</summary>
/// <param name="order">The order of day, month and year.</param>
internal ref struct TimeCell(string text, DateOrder order)
{
    private const int ShortYear = 2;
    private const int CenturyTurn = 70;
    private readonly string text = text;
    private int at = 0;

    /// <summary>Null where it is no time.</summary>
    public CellTime? Read()
    {
        SkipDayName();
        if (!TryReadDay(out var day))
            return null;
        if (at == text.Length)
            return CellTime.Local(day);
        if (!TryReadClock(out var clock) || !TryReadZone(out var offset))
            return null;
        return new CellTime(day + clock, offset);
    }

    /// <summary>Mon, 3 Feb 2025.</summary>
    private void SkipDayName()
    {
        var comma = text.IndexOf(", ", StringComparison.Ordinal);
        if (comma is > 0 and < 12 && char.IsLetter(text[0]) && MonthNames.Find(Utf8(text), out _) is null)
            at = comma + 2;
    }

    private bool TryReadDay(out DateTime day)
    {
        day = default;
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var named = -1;
        for (var index = 0; index < numbers.Length; index++)
        {
            var begin = at;
            if (Digits(8) is { } number)
                (numbers[index], lengths[index]) = (number, at - begin);
            else if (named < 0 && MonthNames.Find(Utf8(text[at..]), out var length) is { } month)
            {
                (numbers[index], named) = (month, index);
                at += Encoding.UTF8.GetCharCount(Utf8(text[at..]).AsSpan(0, length));
            }
            else
                return false;
            if (index == 0 && lengths[0] == 8 && order is DateOrder.YearMonthDay)
                return TryMake(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100, out day);
            if (index < 2 && !SkipMarks())
                return false;
        }
        var (year, months, days) = order switch
        {
            DateOrder.YearMonthDay => (0, 1, 2),
            DateOrder.DayMonthYear => (2, 1, 0),
            _ => (2, 0, 1),
        };
        if ((named >= 0 && named != months) || lengths[days] > 2 || lengths[year] is not (ShortYear or 4))
            return false;
        var full =
            lengths[year] > ShortYear ? numbers[year]
            : numbers[year] < CenturyTurn ? 2000 + numbers[year]
            : 1900 + numbers[year];
        return TryMake(full, numbers[months], numbers[days], out day);
    }

    private static bool TryMake(int year, int month, int day, out DateTime made)
    {
        var isDay =
            year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        made = isDay ? new DateTime(year, month, day) : default;
        return isDay;
    }

    /// <summary>Between numbers: 3. Feb 2025, Feb 3, 2025, 3 de fevereiro de 2025.</summary>
    private bool SkipMarks()
    {
        var begin = at;
        while (at < text.Length && text[at] is '/' or '-' or '.' or ' ' or ',' && at - begin < 3)
            at++;
        if (string.CompareOrdinal(text, at, "de ", 0, 3) == 0)
            at += 3;
        return at > begin && at < text.Length;
    }

    private bool TryReadClock(out TimeSpan clock)
    {
        clock = default;
        if (!Skip('T') && !Skip('t') && text[at] is not (' ' or ','))
            return false;
        SkipBlanks();
        if (Digits(2) is not { } hours || !Skip(':') || Digits(2) is not { } minutes)
            return false;
        var seconds = Skip(':') ? Digits(2) ?? -1 : 0;
        var ticks = seconds >= 0 && (Skip('.') || Skip(',')) ? Fraction() : 0;
        SkipBlanks();
        if (at + 1 < text.Length && text[at] is 'a' or 'A' or 'p' or 'P' && text[at + 1] is 'm' or 'M')
        {
            if (hours is < 1 or > 12)
                return false;
            hours = (hours % 12) + (text[at] is 'p' or 'P' ? 12 : 0);
            at += 2;
            SkipBlanks();
        }
        if (hours > 23 || minutes > 59 || seconds is < 0 or > 60)
            return false;
        clock = new TimeSpan(hours, minutes, seconds) + TimeSpan.FromTicks(ticks);
        return true;
    }

    /// <summary>Of a second, in ticks, cut to microseconds.</summary>
    private long Fraction()
    {
        var (ticks, unit) = (0L, TimeSpan.TicksPerSecond);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            unit /= 10;
            ticks += unit * (text[at] - '0');
        }
        return ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond;
    }

    private bool TryReadZone(out TimeSpan? offset)
    {
        offset = null;
        if (at == text.Length)
            return true;
        if (text[at..] is "Z" or "z" or "UTC" or "GMT")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        var sign =
            Skip('-') ? -1
            : Skip('+') ? 1
            : 0;
        if (sign == 0 || Digits(2) is not { } hours)
            return false;
        Skip(':');
        var minutes = at < text.Length ? Digits(2) ?? -1 : 0;
        if (hours > 14 || minutes is < 0 or > 59 || at < text.Length)
            return false;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }

    private int? Digits(int most)
    {
        var (begin, number) = (at, 0);
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - begin < most)
            number = (10 * number) + text[at++] - '0';
        return at == begin ? null : number;
    }

    private bool Skip(char mark)
    {
        if (at == text.Length || text[at] != mark)
            return false;
        at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is ' ' or ',' or '\u00A0')
            at++;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
