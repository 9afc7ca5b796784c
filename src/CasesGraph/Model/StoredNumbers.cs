using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CasesGraph.Model;

/// <summary>
/// Instants are stored as whole microseconds since 1970 in UTC: they order as numbers, keep their kind, and have the
/// precision that the API promises.
/// </summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTime, long>(time => From(time), value => To(value))
{
    public static long From(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The microsecond that a time is in, or at the beginning of.</summary>
    public static DateTime Cut(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    public static DateTime To(long microseconds) =>
        DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

/// <summary>Dates are stored as whole days since 1970, which order as numbers.</summary>
internal sealed class EpochDays() : ValueConverter<DateOnly, int>(date => From(date), days => To(days))
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static int From(DateOnly date) => date.DayNumber - Epoch;

    public static DateOnly To(int days) => DateOnly.FromDayNumber(days + Epoch);
}

/// <summary>
/// Decimals are stored as whole ten-thousandths, as SQL's money is: they add and order exactly, on databases too that
/// have no such type.
/// </summary>
internal sealed class FixedPoint() : ValueConverter<decimal, long>(value => From(value), stored => To(stored))
{
    public const int Places = 4;

    /// <summary>What is behind the last place is cut off.</summary>
    public static long From(decimal value) => (long)value.Scaled(Places);

    public static decimal To(long stored) => new decimal(stored).Scaled(-Places);
}

internal static class DecimalPlaces
{
    /// <summary>The value with its point moved to the right.</summary>
    public static decimal Scaled(this decimal value, int places)
    {
        for (; places > 0; places--)
            value *= 10;
        for (; places < 0; places++)
            value /= 10;
        return value;
    }
}
