using System.Text.RegularExpressions;
using CasesGraph.Imports.Running;

namespace CasesGraph.Imports.Starting;

/// <summary>A condition on what stands in a column.</summary>
internal sealed class RowTest(ImportRowTestInput given)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Regex? pattern = given.Matches is { } text
        ? new(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience)
        : null;

    private readonly HashSet<string> keys =
    [
        .. (given.OneOf ?? []).Concat(given.EqualTo is { } one ? [one] : []).Select(ValueAnswers.KeyOf),
    ];

    public int Column => given.Column;

    /// <summary>Whether an expression can be used.</summary>
    public static bool IsPattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience) is not null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    public bool Holds(FileRow row)
    {
        var text = row[Column] ?? "";
        return (keys.Count == 0 || keys.Contains(ValueAnswers.KeyOf(text))) && pattern?.IsMatch(text) is not false;
    }
}
