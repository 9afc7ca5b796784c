using System.Globalization;

namespace CasesGraph.Imports.Reading.Workbooks;

/// <summary>Days as spreadsheets count them.</summary>
internal static class SerialTime
{
    /// <summary>Day 60 is the 29th of February 1900, which there never was; days before it are counted from a day later.</summary>
    private const int NoDay = 60;
    private const int Most = 2_958_466;
    private static readonly DateTime From1900 = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime From1904 = new(1904, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>As ISO 8601 writes it: a day, a time of day, or both. Null for what is none.</summary>
    public static string? Text(double serial, bool from1904)
    {
        if (!(serial >= 0 && serial < Most))
            return null;
        var start = from1904 ? From1904 : From1900.AddDays(serial < NoDay ? 1 : 0);
        var time = start.AddMilliseconds(Math.Round(serial * 86_400_000));
        var format =
            serial < 1 && !from1904 ? "HH:mm:ss"
            : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss"
            : "yyyy-MM-dd'T'HH:mm:ss.fff";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
