using System.Buffers;
using System.Text.Json;
using CasesGraph.Graph.Reading;
using CasesGraph.Graph.Types;
using CasesGraph.Jobs;
using CasesGraph.Model;
using CasesGraph.Query;
using GraphQL.Types;

namespace CasesGraph.Graph.Running;

/// <summary>One job, followed to its end.</summary>
internal sealed record JobProgressField()
    : SubscriptionField(
        "onJobProgress",
        "Job!",
        "A job as it is now, then whenever it has moved on; completes when the job has ended. States that pass while the client reads slowly are left out."
    )
{
    public override QueryArguments Declare(TypeRegistry types)
    {
        types.Ensure(EntityModel.Of<Job>());
        return new QueryArguments(TypeText.Argument("id", "ID!", "The opaque id of the job."));
    }

    public override PreparedSubscription Prepare(CollectedField field, RequestReading request, Execution execution)
    {
        var key = IdReader.Read(request.Arguments(field.Field)["id"], EntityModel.Of<Job>());
        var read = new RecordReader(request).Entity(EntityModel.Of<Job>(), field.Selection, field.Key);
        request.Cost.Add(field.Key, CostWeights.Subscription);
        return (sources, token) =>
            sources.Jobs.FollowAsync(
                key,
                async (session, inner) => Answer(field.Key, key, await read.RunAsync(session, [key], inner)),
                token
            );
    }

    private static ReadOnlyMemory<byte> Answer(string name, long key, Action<Utf8JsonWriter, long> write)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("data"u8);
            json.WritePropertyName(name);
            write(json, key);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return text.WrittenMemory;
    }
}
