using System.Globalization;
using CasesGraph.Model;

namespace CasesGraph.Data.Postgres;

/// <summary>The SQL of <see cref="CalendarFunctions"/>, for migrations.</summary>
internal static class PostgresCalendar
{
    /// <summary>
    /// An hour goes back on the clock within itself, so that the hour that a clock change repeats is not left, and no
    /// further than to a change meanwhile, of half an hour. Of a local time that a change repeats, the server takes the
    /// later moment; the first is an hour or half an hour before it. In PL/pgSQL, which keeps its plans: it runs for each row.
    /// </summary>
    public static string Create()
    {
        var first = UtcMicroseconds.From(ZonedCalendar.First).ToString(CultureInfo.InvariantCulture);
        var last = UtcMicroseconds.From(ZonedCalendar.Last).ToString(CultureInfo.InvariantCulture);
        return $"""
            CREATE OR REPLACE FUNCTION {CalendarFunctions.StartOfName}(at bigint, step integer, zone text) RETURNS bigint
            LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
            DECLARE
                place text := CASE WHEN at < {first} OR at >= {last} THEN 'UTC' ELSE zone END;
                moment timestamptz := timestamptz 'epoch' + at * interval '1 microsecond';
                local timestamp := moment AT TIME ZONE place;
                cut timestamp;
                start timestamptz;
            BEGIN
                IF step = 0 THEN
                    cut := date_trunc('hour', local);
                    start := moment - (local - cut);
                    WHILE start < moment AND (start AT TIME ZONE place) - cut <> start - (moment - (local - cut)) LOOP
                        start := start + interval '1 minute';
                    END LOOP;
                ELSE
                    cut := date_trunc((ARRAY['day', 'week', 'month', 'quarter', 'year'])[step], local);
                    start := cut AT TIME ZONE place;
                    IF (start - interval '1 hour') AT TIME ZONE place = cut THEN
                        start := start - interval '1 hour';
                    ELSIF (start - interval '30 minutes') AT TIME ZONE place = cut THEN
                        start := start - interval '30 minutes';
                    END IF;
                END IF;
                RETURN (EXTRACT(EPOCH FROM start) * 1000000)::bigint;
            END $$
            """;
    }

    public static string Drop() => $"DROP FUNCTION {CalendarFunctions.StartOfName}(bigint, integer, text)";
}
