using System.Text.Json;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Running;
using CasesGraph.Graph.Types;
using CasesGraph.Model;
using CasesGraph.Query;
using CasesGraph.Serving;
using GraphQL.Types;

namespace CasesGraph.Jobs;

internal sealed record JobProgressField(JobProgress Progress)
    : SubscriptionField(
        "onJobProgress",
        "Job!",
        "A job as it is now, then whenever it has moved on; completes when the job has ended. States that pass while the client reads slowly are left out.",
        FieldRight.ToSee(typeof(Job))
    )
{
    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(EntityModel.Of<Job>());
        return new QueryArguments(TypeText.Argument("id", "ID!", "The opaque id of the job."));
    }

    public override PreparedSubscription Prepare(CollectedField field, FieldReading request, Execution execution)
    {
        var key = IdReader.Read(request.Arguments(field)["id"], EntityModel.Of<Job>());
        var read = request.Entity(EntityModel.Of<Job>(), field, field.Key);
        request.Cost.Add(field.Key, CostWeights.Subscription);
        var mostBytes = request.Limits.AnswerBytes;
        var caller = execution.Caller;
        var told = (Name: JsonEncodedText.Encode(field.Key, JsonText.Encoder), request.Hidden);
        return token =>
            Progress.FollowAsync(
                key,
                caller,
                (session, inner) => AnswerAsync(told, key, read, session, new(mostBytes, inner), inner),
                token
            );
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerAsync(
        (JsonEncodedText Name, IReadOnlyCollection<string> Hidden) told,
        long key,
        EntityRead read,
        ReadSession session,
        AnswerBound bound,
        CancellationToken token
    )
    {
        try
        {
            var write = await read.RunAsync(session.Within(bound), [key], token);
            return EventAnswer.Write(told.Name, json => write(json, key), bound, told.Hidden);
        }
        catch (RequestErrorException tooLarge)
        {
            return EventAnswer.Refuse(told.Name, tooLarge);
        }
    }
}
