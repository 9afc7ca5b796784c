using CasesGraph.ChangeLog;

namespace CasesGraph.Seeding;

/// <summary>
/// All cases' changes in the order of time, as one log. Only the cases that are being worked on at a time are held, so
/// that a million of them take no more memory than a thousand.
/// </summary>
internal sealed class CaseChronicle(SeedWorld world, int count, DateTime start, DateTime until)
{
    private const int ImportEvery = 60;
    private const int ImportSize = 5;

    private readonly IReadOnlyList<AuditedField> untold = count == 0 ? [] : UntoldFields.OfCases(world, start, until);

    private readonly PriorityQueue<(CaseStory Story, int Next), (DateTime At, long CaseNumber)> open = new();

    public IEnumerable<(CaseStory Story, int Change)> Tell()
    {
        for (long number = 1; number <= count; number++)
        {
            var import =
                number % ImportEvery < ImportSize && number >= ImportEvery ? number / ImportEvery : (long?)null;
            // The cases of one import come into being at the same instant.
            var createdAt = CreationOf(import * ImportEvery ?? number);
            foreach (var change in Until(createdAt))
                yield return change;

            var story = new CaseTeller(world, new Dice(number), number, until) { Untold = untold }.Tell(
                createdAt,
                import
            );
            yield return (story, 0);
            Expect(story, next: 1);
        }
        foreach (var change in Until(DateTime.MaxValue))
            yield return change;
    }

    private IEnumerable<(CaseStory Story, int Change)> Until(DateTime time)
    {
        while (open.TryPeek(out var next, out var moment) && moment.At < time)
        {
            open.Dequeue();
            yield return next;
            Expect(next.Story, next.Next + 1);
        }
    }

    private void Expect(CaseStory story, int next)
    {
        if (next < story.Changes.Count)
            open.Enqueue((story, next), (story.Changes[next].At, story.Case.Number));
    }

    /// <summary>Evenly over the time, with chance inside each case's own share of it: numbers follow time.</summary>
    private DateTime CreationOf(long number)
    {
        var share = (until - start) / count;
        var at = start + (share * (number - 1 + new Dice(-number).Fraction()));
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
    }
}
