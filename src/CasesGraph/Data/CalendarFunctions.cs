using Microsoft.EntityFrameworkCore;

namespace CasesGraph.Data;

/// <summary>SQL functions on times, in each database by the rules of <see cref="ZonedCalendar"/>; only EF Core calls them.</summary>
internal static class CalendarFunctions
{
    public const string StartOfName = "start_of_interval";

    /// <summary>When the step of the calendar began that a time is in; in microseconds, as times are stored.</summary>
    /// <param name="interval">The place of the interval in its enum.</param>
    [DbFunction(StartOfName, IsBuiltIn = true)]
    public static long? StartOf(DateTime? time, int interval, string zone) => throw TextFunctions.OnlyInSql();
}
