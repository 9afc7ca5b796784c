using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CasesGraph.Data.Tallies;

/// <summary>
/// The half hour that a time is in, by its beginning in UTC; before 1973 the minute, as zones had offsets of any minute. In
/// most zones every step of the calendar consists of such, so that few rows tell how many a step has.
/// </summary>
internal static class HalfHour
{
    private const long Length = 30 * Minute;
    private const long Minute = 60_000_000;

    private static readonly DateTime First = new(1973, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rules that hold then hold on.</summary>
    private static readonly DateTime Last = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly long FirstStored = UtcMicroseconds.From(First);
    private static readonly ConcurrentDictionary<string, bool> Fitting = new(StringComparer.Ordinal);

    /// <summary>In SQL.</summary>
    /// <param name="time">As it is stored, never null.</param>
    public static string Of(string time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"(CASE WHEN {time} >= {FirstStored} THEN {time} - {time} % {Length} ELSE {time} - (({time} % {Minute}) + {Minute}) % {Minute} END)"
        );

    /// <summary>The same as stored, in a query; only EF Core calls it.</summary>
    public static long? Of(DateTime? time) => throw TextFunctions.OnlyInSql();

    public static void Map(ModelBuilder model) =>
        model
            .HasDbFunction(typeof(HalfHour).GetMethod(nameof(Of), [typeof(DateTime?)])!)
            .HasTranslation(given =>
            {
                var time = given[0];
                var early = Binary(
                    ExpressionType.Modulo,
                    Binary(ExpressionType.Add, Binary(ExpressionType.Modulo, time, Minute), Minute),
                    Minute
                );
                return new CaseExpression(
                    [
                        new CaseWhenClause(
                            new SqlBinaryExpression(
                                ExpressionType.GreaterThanOrEqual,
                                time,
                                Constant(FirstStored),
                                typeof(bool),
                                BoolTypeMapping.Default
                            ),
                            Binary(ExpressionType.Subtract, time, Binary(ExpressionType.Modulo, time, Length))
                        ),
                    ],
                    Binary(ExpressionType.Subtract, time, early)
                );
            });

    /// <summary>Whether every step of the calendar in a zone begins with such a half hour, or minute before 1973.</summary>
    public static bool Fits(TimeZoneInfo zone) => Fitting.GetOrAdd(zone.Id, static (_, of) => Find(of), zone);

    private static bool Find(TimeZoneInfo zone)
    {
        var before = zone.GetUtcOffset(First);
        if (!IsWhole(before.Ticks))
            return false;
        for (var at = First; at < Last; at = at.AddDays(1))
        {
            var after = zone.GetUtcOffset(at.AddDays(1));
            if (after == before)
                continue;
            if (!IsWhole(after.Ticks) || !IsWhole(ChangeBetween(at, at.AddDays(1), before, zone).Ticks))
                return false;
            before = after;
        }
        return true;
    }

    private static DateTime ChangeBetween(DateTime from, DateTime to, TimeSpan before, TimeZoneInfo zone)
    {
        while (to - from > TimeSpan.FromMinutes(1))
        {
            var middle = from.AddMinutes(Math.Floor((to - from).TotalMinutes / 2));
            if (zone.GetUtcOffset(middle) == before)
                from = middle;
            else
                to = middle;
        }
        return to;
    }

    private static bool IsWhole(long ticks) => ticks % (30 * TimeSpan.TicksPerMinute) == 0;

    private static SqlBinaryExpression Binary(ExpressionType operation, SqlExpression left, SqlExpression right) =>
        new(operation, left, right, typeof(long), LongTypeMapping.Default);

    private static SqlBinaryExpression Binary(ExpressionType operation, SqlExpression left, long right) =>
        Binary(operation, left, Constant(right));

    private static SqlFragmentExpression Constant(long value) =>
        new(value.ToString(CultureInfo.InvariantCulture), typeof(long), LongTypeMapping.Default);
}
