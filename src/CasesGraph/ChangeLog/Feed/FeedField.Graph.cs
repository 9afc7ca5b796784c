using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The change log, followed: the same rows and the same filter as the list has.</summary>
internal sealed record FeedField(Func<ChangeFeed> Feed)
    : SubscriptionField(
        "onCaseChanged",
        "CaseChange!",
        "Change-log events in log order. With after, everything since that cursor comes first, then the live tail: nothing is lost or repeated across reconnects."
    )
{
    private const int BatchSize = 64;

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(typeof(FeedStart));
        FilterTypes.Ensure(types, "CaseChangeFilterInput", EntityModel.Of<CaseChange>(), node: null);
        return new QueryArguments(
            TypeText.Argument(
                "where",
                "CaseChangeFilterInput",
                "Only changes that meet this condition; its case part is judged when the event is delivered."
            ),
            TypeText.Argument("after", "String", "A cursor of the change log: everything behind it, then what comes."),
            TypeText.Argument("from", "FeedStart!", "Where to start without after.", FeedStart.Now)
        );
    }

    public override PreparedSubscription Prepare(CollectedField field, FieldReading request, Execution execution)
    {
        var given = request.Arguments(field);
        var from = given.GetValueOrDefault("from") is FeedStart start ? start : FeedStart.Now;
        if (execution.Request.LastEventId is { } id && !LogPosition.TryParse(id, out _))
        {
            throw new RequestErrorException(
                GraphErrorCode.InvalidCursor,
                $"Last-Event-ID is no cursor of the change log: {Quotation.Of(id)}."
            );
        }
        var resume = execution.Request.LastEventId ?? given.GetValueOrDefault("after") as string;
        var values = new RequestValues();
        var arguments = Arguments(given, resume, request);
        values.Add(arguments);
        // A Last-Event-ID stands in no argument; the feed itself looks at it.
        var isArgument = execution.Request.LastEventId is null;
        request.Note(field, [.. arguments.Values.Places.Where(place => isArgument || place.Argument is not "after")]);
        var read = request.Events(EntityModel.Of<CaseChange>(), field);
        request.Values(read, values);
        request.Cost.Add(field.Key, CostWeights.Subscription);
        // The batch with all that is selected below its events is read at once.
        request.Cost.Add("", read.Price, parents: 1, values);
        var planned = request.Plans.Events(read.Selection, read.Shape, values);
        var slot = arguments.After!.Values[0]!;
        long? after = resume is null ? null : (long)values[slot];
        // The position is each subscriber's own; nothing else may keep equal ones apart.
        values = values.With(slot, 0L);
        var mostBytes = request.Limits.AnswerBytes;
        return async token =>
        {
            var (plan, writer) = planned.Value;
            var identity = $"{read.Shape.Text} {values.Shape} {values.Exact}";
            var query = new FeedQuery(identity, plan, writer, values, slot, BatchSize, mostBytes);
            return await Feed().SubscribeAsync(query, after, from, token);
        };
    }

    /// <summary>The list behind a position; which one is brought anew by every read.</summary>
    private ListArguments Arguments(Dictionary<string, object?> given, string? resume, FieldReading request)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            ["after"] = resume ?? LogPosition.ToCursor(0),
        };
        return request.ListArguments(
            arguments,
            $"Subscription.{Name}",
            EntityModel.Of<CaseChange>(),
            BatchSize,
            BatchSize
        );
    }
}
