using System.Text.Json;
using CasesGraph.Query;
using CasesGraph.Serving;

namespace CasesGraph.Graph.Running;

/// <summary>Runs root fields one after the other: queries share a snapshot, mutations are each a transaction of their own.</summary>
internal sealed class OperationRuns(FailureReports failures, Limits limits)
{
    private readonly AnswerBuffers buffers = new();

    public async Task<GraphAnswer> RunAsync(RootSteps steps, Execution execution, CancellationToken token)
    {
        var errors = new List<GraphError>();
        var buffer = buffers.Rent(execution.Bound);
        try
        {
            buffer.Json.WriteStartObject();
            foreach (var step in steps.Steps)
            {
                var (error, ends) = await RunAsync(step, buffer, execution, token);
                if (error is not null)
                    errors.Add(ends ? error with { WrittenFields = execution.Written } : error);
                if (ends)
                    return GraphAnswer.Complete("null"u8.ToArray(), errors, Spent(steps, execution));
            }
            buffer.Json.WriteEndObject();
            var data = buffer.ToArray();
            execution.Bound.CountWritten(data.Length);
            return GraphAnswer.Complete(data, errors, Spent(steps, execution));
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    /// <summary>Runs a field and writes it. It ends the operation when nothing can stand in its place.</summary>
    private async Task<(GraphError? Error, bool Ends)> RunAsync(
        RootStep step,
        AnswerBuffer buffer,
        Execution execution,
        CancellationToken token
    )
    {
        var json = buffer.Json;
        Action<Utf8JsonWriter>? write = null;
        try
        {
            write = await step.Prepared(execution, token);
            json.WritePropertyName(step.Key);
            write(json);
            buffer.Check();
            return default;
        }
        catch (Exception failure) when (!token.IsCancellationRequested || execution.Written.Count > 0 || Tells(failure))
        {
            var error = ErrorOf(failure, step, execution, token);
            // Half a field cannot be taken back, and what fails for want of room or of a database fails for all.
            if (write is not null || !step.Nullable || error.Outage is not null || execution.Bound.Exceeded is not null)
                return (error, Ends: true);
            json.WritePropertyName(step.Key);
            json.WriteNullValue();
            return (error, Ends: false);
        }
    }

    private OperationCost? Spent(RootSteps steps, Execution execution) =>
        execution.Tally is { } tally
            ? new OperationCost(
                OperationCost.Whole(steps.Cost),
                OperationCost.Whole(steps.FixedCost + tally.Points),
                limits.Cost
            )
            : null;

    private GraphError ErrorOf(Exception failure, RootStep step, Execution execution, CancellationToken token)
    {
        IReadOnlyList<string> path = [step.Key];
        var error = failure switch
        {
            RequestErrorException mistake => GraphError.Of(mistake) with { Path = path },
            UnavailableException outage => failures.Report(outage, path, execution.HasWritten),
            _ when token.IsCancellationRequested => GraphError.TimedOut(limits.RequestSeconds) with { Path = path },
            _ => failures.Report(failure, path, execution.HasWritten),
        };
        if (execution.Written.Contains(step.Key, StringComparer.Ordinal))
            return error with { Written = Written.Yes };
        var endsAMutation =
            execution.IsMutation && (execution.Bound.Exceeded is not null || token.IsCancellationRequested);
        return endsAMutation && error.Written is null ? error with { Written = Written.No } : error;
    }

    /// <summary>These tell more than that the time is over.</summary>
    private static bool Tells(Exception failure) => failure is RequestErrorException or UnavailableException;
}
