using System.Text.Json;

namespace CasesGraph.Tests.ChangeLog.Feed;

/// <summary>
/// What the lists of the users' cases are told, by what the log says of assignees alone; it knows nothing of facets.
/// </summary>
/// <param name="assignees">The id of each case's assignee before the first change.</param>
internal sealed class ListOracle(Dictionary<long, string> assignees)
{
    public const string Selection = "cursor kind caseNumber fields { field before after }";

    private readonly Dictionary<string, List<ListEvent>> told = new(StringComparer.Ordinal);

    /// <summary>What a user's list is told, in log order.</summary>
    public IReadOnlyList<ListEvent> Told(string user) => told.GetValueOrDefault(user, []);

    public void Add(JsonElement change)
    {
        var number = change.GetProperty("caseNumber").GetInt64();
        var before = assignees.GetValueOrDefault(number);
        var field = change
            .GetProperty("fields")
            .EnumerateArray()
            .SingleOrDefault(one => one.GetProperty("field").GetString() is "ASSIGNED_TO");
        var after = before;
        if (field.ValueKind is JsonValueKind.Object)
        {
            Assert.Equal(before, field.GetProperty("before").GetString());
            after = field.GetProperty("after").GetString();
        }
        if (before is not null)
            Tell(before, change, string.Equals(before, after, StringComparison.Ordinal) ? "STAYED" : "LEFT");
        if (after is not null && !string.Equals(before, after, StringComparison.Ordinal))
            Tell(after, change, "ENTERED");
        if (after is not null)
            assignees[number] = after;
        else
            assignees.Remove(number);
    }

    private void Tell(string user, JsonElement change, string effect)
    {
        if (!told.TryGetValue(user, out var events))
            told.Add(user, events = []);
        events.Add(ListEvent.Of(change, effect));
    }
}

/// <summary>What a list is told of a change.</summary>
internal sealed record ListEvent(long Position, string? Kind, long Case, string? Effect)
{
    public static ListEvent Of(JsonElement change, string? effect) =>
        new(
            FeedLoad.Position(change),
            change.GetProperty("kind").GetString(),
            change.GetProperty("caseNumber").GetInt64(),
            effect
        );
}
