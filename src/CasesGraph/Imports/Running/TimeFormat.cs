using System.Globalization;
using CasesGraph.Imports.Detecting;

namespace CasesGraph.Imports.Running;

/// <summary>How the cells of a column are read as times: by the order of day, month and year, or as numbers.</summary>
internal sealed class TimeFormat
{
    public const string Serial = "serial";
    public const string Seconds = "unix";
    public const string Milliseconds = "unixMilliseconds";
    private const string Letters = "dMyHhmsSaXTz";

    private readonly string name;

    private TimeFormat(string name, DateOrder order) => (this.name, Order) = (name, order);

    public DateOrder Order { get; }

    /// <summary>Null for what is no format.</summary>
    public static TimeFormat? Parse(string text)
    {
        if (text is Serial or Seconds or Milliseconds)
            return new(text, DateOrder.None);
        var order = text.Where(letter => letter is 'd' or 'M' or 'y').Distinct().ToArray() switch
        {
            ['y', 'M', 'd'] => DateOrder.YearMonthDay,
            ['d', 'M', 'y'] => DateOrder.DayMonthYear,
            ['M', 'd', 'y'] => DateOrder.MonthDayYear,
            _ => DateOrder.None,
        };
        var isOne =
            order is not DateOrder.None
            && text.All(letter => !char.IsAsciiLetter(letter) || Letters.Contains(letter, StringComparison.Ordinal));
        return isOne ? new(text, order) : null;
    }

    /// <summary>The time; null where the cell is none.</summary>
    public CellTime? Read(string cell) =>
        name switch
        {
            Serial => Number(cell) is { } days and >= 1 and < 2_958_466
                ? CellTime.Local(
                    new DateTime(1899, 12, 30).AddTicks((long)Math.Round(days * 86_400) * TimeSpan.TicksPerSecond)
                )
                : null,
            Seconds => Number(cell) is { } seconds and >= 0 and < 253_402_300_800
                ? CellTime.Utc(Model.UtcMicroseconds.Cut(DateTime.UnixEpoch.AddSeconds(seconds)))
                : null,
            Milliseconds => Number(cell) is { } milliseconds and >= 0 and < 253_402_300_800_000
                ? CellTime.Utc(Model.UtcMicroseconds.Cut(DateTime.UnixEpoch.AddMilliseconds(milliseconds)))
                : null,
            _ => new TimeCell(cell, Order).Read(),
        };

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A time as it stands in a cell.</summary>
/// <param name="Time">In its zone.</param>
/// <param name="Offset">From UTC; null where the cell does not tell.</param>
internal readonly record struct CellTime(DateTime Time, TimeSpan? Offset)
{
    public static CellTime Local(DateTime time) => new(time, Offset: null);

    public static CellTime Utc(DateTime time) => new(time, TimeSpan.Zero);

    /// <summary>Whether the clocks of the zone show it twice.</summary>
    public bool IsDoubled(TimeZoneInfo zone) =>
        Offset is null && zone.IsAmbiguousTime(DateTime.SpecifyKind(Time, DateTimeKind.Unspecified));

    /// <summary>The moment; null where the clocks of the zone pass it over. Of an hour that comes twice the first is meant.</summary>
    public DateTime? In(TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(Time, DateTimeKind.Unspecified);
        if (Offset is null && zone.IsInvalidTime(local))
            return null;
        var offset =
            Offset
            ?? (zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
        var ticks = local.Ticks - offset.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
    }
}
