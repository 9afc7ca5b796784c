using System.Globalization;
using System.Reflection;
using System.Text;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Times and counts of a case that follow from what is done to it, such as closedAt. An entry of the log keeps those that
/// it changed, so that undoing puts back what was there: computed anew, they would be later ones.
/// </summary>
internal static class SettledTimes
{
    public static IReadOnlyList<SettledTime> All { get; } =
    [
        .. typeof(Case)
            .GetProperties()
            .Select(property => (Property: property, Follows: property.GetCustomAttribute<FollowsFromAttribute>()))
            .Where(one => one.Follows is not null)
            .Select(one => new SettledTime(
                one.Property,
                Naming.UpperSnake(one.Property.Name),
                new CaseField(Naming.UpperSnake(one.Follows!.Property))
            )),
    ];

    private static readonly Dictionary<string, SettledTime> ByName = All.ToDictionary(
        time => time.LogName,
        StringComparer.Ordinal
    );

    /// <summary>Those of a case that is about to be saved; null where none differs.</summary>
    public static string? Changed(EntityEntry<Case> entry) =>
        Written(
            All.Select(time => entry.Property(time.Property.Name))
                .Select(time => (time.OriginalValue, time.CurrentValue))
        );

    /// <summary>Those of a new case.</summary>
    public static string? Given(Case @case) => Changed(new object?[All.Count], @case);

    /// <summary>Those that differ from what they were.</summary>
    public static string? Changed(IReadOnlyList<object?> before, Case after) => Written(before.Zip(Of(after)));

    /// <summary>As they are now.</summary>
    public static IReadOnlyList<object?> Of(Case @case) => [.. All.Select(time => time.Property.GetValue(@case))];

    /// <summary>The same as an expression over a case as it is before an edit.</summary>
    /// <param name="settled">The columns that the edit may change, with their new values.</param>
    public static string Expression(IEnumerable<(string Column, string After)> settled) =>
        Sql.Joined([
            .. settled.Select(one => Sql.Change(Naming.UpperSnake(one.Column), Sql.Column(one.Column), one.After)),
        ]);

    /// <summary>What an entry keeps. Entries of older versions keep less, or nothing.</summary>
    public static IEnumerable<(SettledTime Time, object? Before, object? After)> Read(string? kept)
    {
        foreach (var one in (kept ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = one.Split(':', '>');
            var time = ByName[parts[0]];
            yield return (time, time.Value(parts[1]), time.Value(parts[2]));
        }
    }

    /// <summary>Gives a case the times back that an entry changed; those that it changed together with a field, if one is given.</summary>
    public static void PutBack(Case @case, string? kept, CaseField? field = null)
    {
        foreach (var (time, before, _) in Read(kept))
        {
            if (field is null || field == time.FollowsFrom)
                time.Property.SetValue(@case, before);
        }
    }

    private static string? Written(IEnumerable<(object? Before, object? After)> times)
    {
        StringBuilder? text = null;
        foreach (var (at, (before, after)) in times.Index())
        {
            if (!Equals(before, after))
                (text ??= new()).Append(
                    CultureInfo.InvariantCulture,
                    $"{All[at].LogName}:{SettledTime.Digits(before)}>{SettledTime.Digits(after)};"
                );
        }
        return text?.ToString();
    }
}

/// <summary>A column that follows from what is done to a case.</summary>
/// <param name="FollowsFrom">The field or part whose changes set it.</param>
internal sealed record SettledTime(PropertyInfo Property, string LogName, CaseField FollowsFrom)
{
    public static long? Digits(object? value) =>
        value switch
        {
            null => null,
            DateTime time => UtcMicroseconds.From(time),
            _ => (int)value,
        };

    public object? Value(string digits) =>
        digits.Length == 0 ? null
        : Property.PropertyType == typeof(DateTime?)
            ? UtcMicroseconds.To(long.Parse(digits, CultureInfo.InvariantCulture))
        : int.Parse(digits, CultureInfo.InvariantCulture);
}
