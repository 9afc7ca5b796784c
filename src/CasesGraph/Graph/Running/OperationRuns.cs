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
        var written = new List<Action<Utf8JsonWriter>?>(steps.Steps.Count);
        var buffer = buffers.Rent(execution.Bound);
        try
        {
            buffer.Json.WriteStartObject();
            foreach (var step in steps.Steps)
            {
                var (error, ends) = await RunAsync(step, written, buffer, execution, token);
                if (error is not null)
                    errors.Add(ends ? error with { WrittenFields = execution.Written } : error);
                if (ends)
                {
                    // How much of it was done, nobody knows when it was broken off.
                    var done = token.IsCancellationRequested ? steps.Cost : Actual(steps, execution);
                    return GraphAnswer.Complete("null"u8.ToArray(), errors, Settle(steps, done, execution));
                }
            }
            buffer.Json.WriteEndObject();
            var data = buffer.ToArray();
            execution.Bound.CountWritten(data.Length);
            return GraphAnswer.Complete(data, errors, Settle(steps, Actual(steps, execution), execution), steps.Hidden);
        }
        finally
        {
            buffers.Return(buffer);
        }
    }

    /// <summary>Runs a field and writes it. It ends the operation when nothing can stand in its place.</summary>
    /// <param name="written">What wrote the steps before, each in its place; null for one that failed.</param>
    private async Task<(GraphError? Error, bool Ends)> RunAsync(
        RootStep step,
        List<Action<Utf8JsonWriter>?> written,
        AnswerBuffer buffer,
        Execution execution,
        CancellationToken token
    )
    {
        var json = buffer.Json;
        Action<Utf8JsonWriter>? write = null;
        try
        {
            write =
                step.SameAs is { } same && written[same] is { } known ? known : await step.Prepared(execution, token);
            json.WritePropertyName(step.Key);
            write(json);
            buffer.Check();
            written.Add(write);
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
            written.Add(null);
            return (error, Ends: false);
        }
    }

    private static double Actual(RootSteps steps, Execution execution) =>
        execution.Tally is { } tally ? steps.FixedCost + tally.Points : steps.Cost;

    /// <summary>Ends what the caller is charged, and tells it where that is asked for.</summary>
    private static OperationCost? Settle(RootSteps steps, double actual, Execution execution)
    {
        var charge = execution.Charge;
        charge.Settle(actual);
        return execution.Request.CostReport is CostReport.Report
            ? new OperationCost(
                OperationCost.Whole(steps.Cost),
                OperationCost.Whole(actual),
                charge.Most.Points,
                charge.Bucket?.Remaining
            )
            : null;
    }

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
