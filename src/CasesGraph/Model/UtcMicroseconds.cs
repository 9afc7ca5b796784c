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
