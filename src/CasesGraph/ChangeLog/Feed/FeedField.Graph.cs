using CasesGraph.ChangeLog.Following;
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
        "Change-log events in log order. With after, everything since that cursor comes first, then the live tail: nothing is lost or repeated across reconnects. With list, what enters, stays in and leaves a list of cases, told by listEffect."
    )
{
    private const int BatchSize = 64;

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(typeof(FeedStart));
        FilterTypes.Ensure(types, "CaseChangeFilterInput", EntityModel.Of<CaseChange>(), node: null);
        return new QueryArguments(
            FacetFilterFields.Argument(types),
            TypeText.Argument(
                "where",
                "CaseChangeFilterInput",
                "Only changes that meet this condition. Its case part is judged when the event is delivered, so it does not tell what left a list: list does."
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
        var read = request.Events(EntityModel.Of<CaseChange>(), field);
        request.Cost.Add(field.Key, CostWeights.Subscription);
        var isResumed = execution.Request.LastEventId is not null;
        var whole = Ask(Arguments(given, list: null, resume, request), read, field, request, isResumed);
        var inList = given.GetValueOrDefault("list") is { } list
            ? Ask(Arguments(given, list, resume, request), read, field, request, isResumed)
            : whole;
        // The batch with all that is selected below its events is read at once.
        request.Cost.Add("", read.Price, parents: 1, inList.Values);
        long? after = resume is null ? null : inList.Position;
        var followed = (FollowedList?)inList.Values.List(0).Followed;
        return async token =>
        {
            var query = new FollowedQuery(whole.Query(), inList.Query(), followed);
            return await Feed().SubscribeAsync(query, after, from, token);
        };
    }

    private static FeedAsking Ask(
        ListArguments arguments,
        SelectionRead<ListSelection> read,
        CollectedField field,
        FieldReading request,
        bool isResumed
    )
    {
        // A Last-Event-ID stands in no argument; the feed itself looks at it.
        request.Note(field, [.. arguments.Values.Places.Where(place => !isResumed || place.Argument is not "after")]);
        var values = new RequestValues();
        values.Add(arguments);
        request.Values(read, values);
        var slot = arguments.After!.Values[0]!;
        var position = (long)values[slot];
        // The position is each subscriber's own; nothing else may keep equal ones apart.
        values = values.With(slot, 0L);
        var planned = request.Plans.Events(read.Selection, read.Shape, values);
        var (shape, mostBytes) = (read.Shape.Text, request.Limits.AnswerBytes);
        return new FeedAsking(values, position, Query);

        FeedQuery Query()
        {
            var (plan, writer) = planned.Value;
            var identity = $"{shape} {values.Shape} {values.Exact}";
            return new FeedQuery(identity, plan, writer, values, slot, BatchSize, mostBytes);
        }
    }

    /// <summary>The list behind a position; which one is brought anew by every read.</summary>
    private ListArguments Arguments(
        Dictionary<string, object?> given,
        object? list,
        string? resume,
        FieldReading request
    )
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            ["list"] = list,
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

/// <summary>What is read of a subscription's arguments, with or without its list.</summary>
/// <param name="Query">Once it is planned.</param>
internal sealed record FeedAsking(RequestValues Values, long Position, Func<FeedQuery> Query);
