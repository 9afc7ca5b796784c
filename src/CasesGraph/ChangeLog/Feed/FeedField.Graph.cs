using CasesGraph.Access;
using CasesGraph.ChangeLog.Following;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.ChangeLog.Feed;

/// <summary>The change log of cases or of all records, followed: the same rows and the same arguments as the list has.</summary>
internal sealed record FeedField(Func<ChangeFeed> Feed, EntityModel Log, string Name, string Description)
    : SubscriptionField(Name, $"{Log.Name}!", Description, FieldRight.ToSee(Log.Type))
{
    private const int BatchSize = 64;

    private readonly string own = FilterFields.Of(Log)!.Argument!;

    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(typeof(FeedStart));
        types.Ensure(Log);
        FilterTypes.Ensure(types, Log.FilterName, Log, node: null);
        return new QueryArguments(
            types.FilterOf(Log.Type)!.Argument(types)!,
            TypeText.Argument(
                "where",
                Log.FilterName,
                "Only changes that meet this condition. What it says of an object is judged when the event is delivered, so it does not tell what left a list."
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
        var read = request.Events(Log, field);
        request.Cost.Add(field.Key, CostWeights.Subscription);
        var isResumed = execution.Request.LastEventId is not null;
        var caller = execution.Caller;
        var sight = FeedSight.Of(Log, caller);
        var inList = Arguments(given, given.GetValueOrDefault(own), resume, request);
        var asked = Ask(inList, read, field, request, caller, isResumed);
        var followed = (FollowedList?)asked.Values.List(0).Followed;
        var whole = followed is null
            ? asked
            : Ask(Arguments(given, argument: null, resume, request), read, field, request, caller, isResumed);
        var forMany = sight is null ? null : ForMany(whole, read, request);
        // The batch with all that is selected below its events is read at once.
        request.Cost.Add("", read.Price, parents: 1, asked.Values);
        long? after = resume is null ? null : asked.Position;
        return async token =>
        {
            var (query, shared) = (asked.Query(), forMany?.Invoke());
            var all = shared is null
                ? new FollowedQuery(whole.Query(), query, followed, Sight: null)
                : new FollowedQuery(shared, query, followed, sight);
            return await Feed().SubscribeAsync(all, after, from, token);
        };
    }

    private FeedAsking Ask(
        ListArguments arguments,
        SelectionRead<ListSelection> read,
        CollectedField field,
        FieldReading request,
        Caller caller,
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
        var (shape, mostBytes, hidden) = (read.Shape.Text, request.Limits.AnswerBytes, request.Hidden);
        return new FeedAsking(values, position, planned, Query);

        FeedQuery Query(ReadPlan<EventWriter> read)
        {
            var (plan, writer) = read;
            // Who sees the same by the same teams is told the same. Of one caller there may be queries that were begun before
            // its rights changed.
            var rights =
                !plan.IsOfCaller ? ""
                : plan.IsOfOne ? $"{caller.Key} {caller.Stamp}"
                : $"{caller.Stamp}";
            var identity = $"{shape} {values.Shape} {values.Exact} {caller.Access.Text} {rights}";
            var told = writer with { Hidden = hidden };
            return new FeedQuery(identity, plan, told, values, slot, caller, BatchSize, mostBytes)
            {
                SeenBy = plan.IsOfCaller ? SeenBy.Of(Log, caller) : null,
            };
        }
    }

    /// <summary>
    /// The same for all callers who see some records only, and ask alike; it makes null where what is asked leads to other
    /// records: then only a statement of their own can say what each sees of them.
    /// </summary>
    private static Func<FeedQuery?> ForMany(FeedAsking asked, SelectionRead<ListSelection> read, FieldReading request)
    {
        var seen = request.Plans.Events(read.Selection, read.Shape, asked.Values, LogReaders.All);
        var left = request.Plans.Events(read.Selection, read.Shape, asked.Values, LogReaders.Leavers);
        return () =>
            seen.Value.Plan.IsOfCaller || left.Value.Plan.Rows!.IsOfCaller
                ? null
                : asked.Of(seen.Value) with
                {
                    Left = asked.Of(left.Value),
                };
    }

    /// <summary>The list behind a position; which one is brought anew by every read.</summary>
    private ListArguments Arguments(
        Dictionary<string, object?> given,
        object? argument,
        string? resume,
        FieldReading request
    )
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["where"] = given.GetValueOrDefault("where"),
            [own] = argument,
            ["after"] = resume ?? LogPosition.ToCursor(0),
        };
        return request.ListArguments(arguments, $"Subscription.{Name}", Log, BatchSize, BatchSize);
    }
}

/// <summary>What is read of a subscription's arguments, with or without the list that is followed.</summary>
/// <param name="Of">The query by a plan of it.</param>
internal sealed record FeedAsking(
    RequestValues Values,
    long Position,
    Planned<ReadPlan<EventWriter>> Planned,
    Func<ReadPlan<EventWriter>, FeedQuery> Of
)
{
    /// <summary>Once it is planned.</summary>
    public FeedQuery Query() => Of(Planned.Value);
}
