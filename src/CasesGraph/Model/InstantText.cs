using System.Globalization;

namespace CasesGraph.Model;

/// <summary>Instants as every answer and the log write them: ISO 8601 in UTC, as many digits as there are.</summary>
internal static class InstantText
{
    public static string Of(DateTime instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
