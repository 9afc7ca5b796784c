using CasesGraph.Cases;

namespace CasesGraph.ChangeLog;

/// <summary>When a case was closed, where entries of older versions do not keep it.</summary>
internal static class ClosingTime
{
    private static readonly HashSet<string> Closed =
    [
        .. Enum.GetValues<CaseStatus>()
            .Where(CaseRules.IsClosed)
            .Select(status => CanonicalText.Of<CaseStatus>(status)!),
    ];

    public static bool IsClosed(string? status) => Closed.Contains(status ?? "");

    /// <summary>The last time at which the status went from open to closed.</summary>
    /// <param name="changes">Of the status, in log order.</param>
    public static DateTime? Of(IEnumerable<(string? Before, string? After, DateTime At)> changes)
    {
        DateTime? closed = null;
        foreach (var (before, after, at) in changes)
        {
            if (!IsClosed(before) && IsClosed(after))
                closed = at;
        }
        return closed;
    }
}
