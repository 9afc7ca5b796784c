using CasesGraph.ChangeLog;

namespace CasesGraph.Seeding;

/// <summary>
/// All cases' changes in the order of time, as one log. Only the cases that something is done with in the next hours are
/// held; the story of another is told again, so that a million of them take little more memory than a thousand.
/// </summary>
internal sealed class CaseChronicle(SeedWorld world, int count, DateTime start, DateTime until)
{
    private const int ImportEvery = 60;
    private const int ImportSize = 5;

    private static readonly TimeSpan Held = TimeSpan.FromHours(12);

    private readonly IReadOnlyList<AuditedField> untold = count == 0 ? [] : UntoldFields.OfCases(world, start, until);

    private readonly PriorityQueue<(CaseStory? Story, int Next), (DateTime At, long CaseNumber)> open = new();

    public IEnumerable<(CaseStory Story, int Change)> Tell()
    {
        for (long number = 1; number <= count; number++)
        {
            foreach (var change in Until(CreationOf(number)))
                yield return change;

            var story = Story(number);
            yield return (story, 0);
            Expect(story, next: 1);
        }
        foreach (var change in Until(DateTime.MaxValue))
            yield return change;
    }

    /// <summary>The same one each time.</summary>
    private CaseStory Story(long number) =>
        new CaseTeller(world, new Dice(number), number, until) { Untold = untold }.Tell(
            CreationOf(number),
            ImportOf(number)
        );

    private IEnumerable<(CaseStory Story, int Change)> Until(DateTime time)
    {
        while (open.TryPeek(out _, out var moment) && moment.At < time)
        {
            var (held, next) = open.Dequeue();
            var story = held ?? Story(moment.CaseNumber);
            yield return (story, next);
            Expect(story, next + 1);
        }
    }

    private void Expect(CaseStory story, int next)
    {
        if (next >= story.Changes.Count)
            return;
        var (last, at) = (story.Changes[next - 1].At, story.Changes[next].At);
        open.Enqueue((at - last < Held ? story : null, next), (at, story.Case.Number));
    }

    private static long? ImportOf(long number) =>
        number % ImportEvery < ImportSize && number >= ImportEvery ? number / ImportEvery : null;

    /// <summary>Evenly over the time, with chance inside each case's own share of it: numbers follow time.</summary>
    private DateTime CreationOf(long number)
    {
        // The cases of one import come into being at the same instant.
        number = ImportOf(number) * ImportEvery ?? number;
        var share = (until - start) / count;
        var at = start + (share * (number - 1 + new Dice(-number).Fraction()));
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
    }
}
