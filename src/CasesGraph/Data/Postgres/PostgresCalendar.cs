using System.Globalization;
using CasesGraph.Query;

namespace CasesGraph.Data.Postgres;

/// <summary>The SQL of <see cref="CalendarFunctions"/>, for migrations.</summary>
internal static class PostgresCalendar
{
    /// <summary>
    /// An hour goes back on the clock within itself, so that the hour that a clock change repeats is not left. Of a local
    /// time that a change repeats, the server takes the later moment; the first is an hour or half an hour before it.
    /// </summary>
    public static string Create()
    {
        var first = UtcMicroseconds.From(ZonedCalendar.First).ToString(CultureInfo.InvariantCulture);
        var last = UtcMicroseconds.From(ZonedCalendar.Last).ToString(CultureInfo.InvariantCulture);
        return $"""
            CREATE FUNCTION {CalendarFunctions.StartOfName}(at bigint, step integer, zone text) RETURNS bigint
            LANGUAGE sql STABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN at IS NULL THEN NULL
                    WHEN step = 0 THEN at - (EXTRACT(EPOCH FROM local - date_trunc('hour', local)) * 1000000)::bigint
                    ELSE (SELECT (EXTRACT(EPOCH FROM MIN(moment)) * 1000000)::bigint
                        FROM date_trunc((ARRAY['day', 'week', 'month', 'quarter', 'year'])[step], local) AS cut,
                            LATERAL (SELECT cut AT TIME ZONE place - back AS moment
                                FROM unnest(ARRAY[interval '0', interval '30 minutes', interval '1 hour']) AS back
                            ) AS moments
                        WHERE moment AT TIME ZONE place = cut OR moment = cut AT TIME ZONE place) END
                FROM (SELECT CASE WHEN at < {first} OR at >= {last} THEN 'UTC' ELSE zone END AS place) AS places,
                    LATERAL (SELECT (timestamptz 'epoch' + at * interval '1 microsecond') AT TIME ZONE place AS local
                    ) AS locals $$
            """;
    }

    public static string Drop() => $"DROP FUNCTION {CalendarFunctions.StartOfName}(bigint, integer, text)";
}
