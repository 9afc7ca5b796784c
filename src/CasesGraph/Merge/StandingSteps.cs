using CasesGraph.ChangeLog;

namespace CasesGraph.Merge;

/// <summary>
/// The steps of one field of a case that still count, told from its log. A step that was undone does not count; nor does one
/// that came with a merge, once the case no longer has what that gave.
/// </summary>
internal sealed class StandingSteps
{
    private readonly List<Step> all = [];

    /// <summary>What each change set has added, taken out or put back in.</summary>
    private readonly Dictionary<long, List<Step>> bySet = [];

    public IEnumerable<Step> Standing => all.Where(step => step.Stands);

    private Step? Last => all.FindLast(step => step.Stands);

    /// <summary>Goes on by an entry of the log; they come in its order.</summary>
    public void Read(LoggedStep entry)
    {
        switch (entry)
        {
            // It is closed with the case that it went into, which is no step of its own.
            case { MergedAway: true }:
                if (entry.Undoes is { } merging)
                    Turn(merging, entry.ChangeSet);
                break;
            case { HasValue: false }:
                break;
            case { Kind: ChangeKind.Unmerged }:
                GoBack(entry);
                break;
            case { Undoes: { } undone } when bySet.ContainsKey(undone):
                Turn(undone, entry.ChangeSet);
                // It may have become something else at once: somebody has gone whom it would have gone back to.
                if (!IsLast(entry.After))
                    Add(entry);
                break;
            default:
                Add(entry);
                break;
        }
    }

    /// <summary>Takes out what merges gave, until the case has the value; where that does not lead to it, it is a new step.</summary>
    private void GoBack(LoggedStep entry)
    {
        var taken = new List<Step>();
        while (!IsLast(entry.After) && Last is { FromMerge: true } last)
        {
            last.Stands = false;
            taken.Add(last);
        }
        if (IsLast(entry.After))
        {
            bySet[entry.ChangeSet] = taken;
            return;
        }
        taken.ForEach(step => step.Stands = true);
        Add(entry);
    }

    private void Turn(long undone, long changeSet)
    {
        if (!bySet.TryGetValue(undone, out var steps))
            return;
        steps.ForEach(step => step.Stands = !step.Stands);
        bySet[changeSet] = steps;
    }

    private void Add(LoggedStep entry)
    {
        var step = new Step(entry.At, Last?.After, entry.After, entry.Kind is ChangeKind.Merged);
        all.Add(step);
        bySet[entry.ChangeSet] = [.. bySet.GetValueOrDefault(entry.ChangeSet, []), step];
    }

    private bool IsLast(string? value) => string.Equals(Last?.After, value, StringComparison.Ordinal);

    /// <summary>From one value to another.</summary>
    internal sealed record Step(DateTime At, string? Before, string? After, bool FromMerge)
    {
        public bool Stands { get; set; } = true;
    }
}

/// <summary>What an entry of the log says of one field.</summary>
/// <param name="MergedAway">With it the case went into another.</param>
/// <param name="HasValue">False where it does not change the field.</param>
internal sealed record LoggedStep(
    long ChangeSet,
    long? Undoes,
    ChangeKind Kind,
    DateTime At,
    bool MergedAway,
    bool HasValue,
    string? After
);
