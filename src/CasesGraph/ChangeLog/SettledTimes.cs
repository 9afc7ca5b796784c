using System.Globalization;
using System.Text;
using CasesGraph.Cases;
using CasesGraph.Data;
using CasesGraph.Model;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CasesGraph.ChangeLog;

/// <summary>
/// Times of a case that follow from what is done to it, such as closedAt. An entry of the log keeps those that it
/// changed, so that undoing puts back what was there: computed anew, they would be later ones.
/// </summary>
internal static class SettledTimes
{
    public static IReadOnlyList<ValueField> All { get; } =
    [.. EntityModel.Of<Case>().ValueFields.Where(field => field.Declared.FollowsFrom is not null)];

    private static readonly Dictionary<string, ValueField> ByName = All.ToDictionary(
        field => field.LogName,
        StringComparer.Ordinal
    );

    /// <summary>Those of a case that is about to be saved; null where none differs.</summary>
    public static string? Changed(EntityEntry<Case> entry) =>
        Written(
            All.Select(field => entry.Property(field.Property.Name))
                .Select(time => ((DateTime?)time.OriginalValue, (DateTime?)time.CurrentValue))
        );

    /// <summary>Those of a new case.</summary>
    public static string? Given(Case @case) =>
        Written(All.Select(field => ((DateTime?)null, (DateTime?)field.Property.GetValue(@case))));

    /// <summary>One of them; null where it does not differ.</summary>
    public static string? Changed(string property, DateTime? before, DateTime? after) =>
        Written(All.Select(field => Is(field, property) ? (before, after) : default));

    /// <summary>The same as an expression over a case as it is before an edit.</summary>
    /// <param name="settled">The columns that the edit may change, with their new values.</param>
    public static string Expression(IEnumerable<(string Column, string After)> settled) =>
        Sql.Joined([.. settled.Select(one => Sql.Change(LogName(one.Column), Sql.Column(one.Column), one.After))]);

    /// <summary>What an entry keeps. Entries of older versions keep nothing.</summary>
    public static IEnumerable<(ValueField Time, DateTime? Before, DateTime? After)> Read(string? kept)
    {
        foreach (var one in (kept ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = one.Split(':', '>');
            yield return (ByName[parts[0]], Instant(parts[1]), Instant(parts[2]));
        }

        static DateTime? Instant(string digits) =>
            digits.Length == 0 ? null : UtcMicroseconds.To(long.Parse(digits, CultureInfo.InvariantCulture));
    }

    /// <summary>Gives a case the times back that an entry changed; those that it changed together with a field, if one is given.</summary>
    public static void PutBack(Case @case, string? kept, CaseField? field = null)
    {
        foreach (var (time, before, _) in Read(kept))
        {
            if (field is null || field == new CaseField(Naming.UpperSnake(time.Declared.FollowsFrom!)))
                time.Property.SetValue(@case, before);
        }
    }

    private static string? Written(IEnumerable<(DateTime? Before, DateTime? After)> times)
    {
        StringBuilder? text = null;
        foreach (var (at, (before, after)) in times.Index())
        {
            if (before != after)
                (text ??= new()).Append(
                    CultureInfo.InvariantCulture,
                    $"{All[at].LogName}:{Digits(before)}>{Digits(after)};"
                );
        }
        return text?.ToString();

        static long? Digits(DateTime? time) => time is { } some ? UtcMicroseconds.From(some) : null;
    }

    private static string LogName(string column) => All.Single(field => Is(field, column)).LogName;

    private static bool Is(ValueField field, string property) =>
        string.Equals(field.Property.Name, property, StringComparison.Ordinal);
}
