using System.Globalization;

namespace CasesGraph.Exports;

/// <summary>Times as RFC 3339 writes them in a zone.</summary>
internal sealed class ZonedTimes(TimeZoneInfo zone)
{
    /// <summary>Whether they stay as answers have them.</summary>
    public bool IsUtc { get; } = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;

    public string Of(DateTime time) =>
        TimeZoneInfo
            .ConvertTime(new DateTimeOffset(time.ToUniversalTime()), zone)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);
}
